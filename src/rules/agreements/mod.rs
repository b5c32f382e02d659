//! Agreements by which the bureau buys services (购买服务协议): what is in force on a day, and what the plan asks of it.

mod a1;
mod a2;
mod a3;
mod a4;
mod paper;
mod state;
mod terms;

use chrono::NaiveDate;
use uuid::Uuid;

pub use paper::{AgreementPaper, Amended, Cover};
pub use state::AgreementState;
pub use terms::{ServiceTarget, Terms};

use super::{
    finding::{Cause, Finding, Responsible, Rule, RuleCode, Subject, SubjectKind, Turn},
    periods::Span,
    policy::Policy,
};
use crate::bilingual::Bilingual;

/// An agreement with everything that bears on its findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementFacts {
    /// The agreement.
    pub agreement_id: Uuid,
    /// The policy in force on the day judged.
    pub policy: Policy,
    /// What was agreed.
    pub paper: AgreementPaper,
    /// With whom.
    pub contractor: ContractorFacts,
    /// Whether it renews an earlier one.
    pub renews: bool,
    /// The project cycle it belongs to, if one is named.
    pub cycle: Option<Span>,
}

/// A contractor, as far as the rules ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractorFacts {
    /// Its unified social credit code.
    pub credit_code: String,
    /// Whether that is the code of a social organisation: 51, 52 or 53.
    pub social_organisation: bool,
    /// The authority that registered it, if known.
    pub authority: Option<String>,
    /// The day of its registration, if known.
    pub registered_on: Option<NaiveDate>,
}

/// Judges an agreement on `as_of`: A1 to A4 once each, in this order; a voided one not at all.
#[must_use]
pub fn judge(facts: &AgreementFacts, as_of: NaiveDate) -> Vec<Finding> {
    if facts.paper.voided {
        return Vec::new();
    }
    [a1::find, a2::find, a3::find, a4::find].map(|find| find(facts, as_of)).into()
}

impl AgreementFacts {
    /// Whom the findings are about.
    fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::Agreement, id: self.agreement_id }
    }

    /// The days on which the terms change.
    fn amendment_turns(&self) -> Vec<Turn> {
        let days = self.paper.amendments.iter().map(|amended| amended.from);
        days.map(|on| Turn { on, cause: Cause::AgreementAmended }).collect()
    }
}

/// The bureau signs, prices and renews (三（一）), so all of it is the bureau's to see to.
fn rule(code: RuleCode, source: &'static str, reading: (&'static str, &'static str)) -> Rule<'static> {
    Rule {
        code,
        version: 1,
        source,
        responsible: Responsible::Bureau,
        reading: Some(Bilingual::new(reading.0, reading.1)),
    }
}

#[cfg(test)]
pub(in crate::rules) mod fixture;
#[cfg(test)]
mod properties;
