//! Spot checks (抽查): a sample of a station's logs, or of its clients to be called, drawn from a seed that was committed
//! before the period closed ([decision 26](../../docs/decisions/0026-spot-checks.md)).

pub mod commit;
pub mod draw;
pub mod figures;
pub mod items;
pub mod list;
pub mod model;
pub mod population;
pub mod record;
pub mod repeat;
