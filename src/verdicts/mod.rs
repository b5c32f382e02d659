//! Verdicts on stations: what staffing and readiness have in common. Which stations are asked about, by which policy, and
//! how findings are told. The rules themselves are in `rules/`.

mod agreement;
mod asked;
mod counts;
mod station;
mod telling;

pub use agreement::{AgreementVerdict, AgreementsVerdict, AskedAgreement};
pub use asked::{Asked, AskedStation, Question, named_county, stations_asked, without_policy};
pub use counts::Counts;
pub use station::{CountyVerdict, Forecast, StationVerdict};
pub use telling::{FindingAnswer, FindingChange, FindingSubject, Telling};
