//! What is wrong with a measure in itself.

use super::{Measure, MeasureBand, MeasureKind};
use crate::bilingual::Bilingual;

/// One thing wrong with a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureFault {
    /// RFC 6901 pointer into the measure, as `/bands/1`.
    pub pointer: String,
    /// For programs.
    pub code: &'static str,
    /// For people.
    pub message: Bilingual,
}

impl MeasureFault {
    fn new(pointer: impl Into<String>, code: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self { pointer: pointer.into(), code, message: Bilingual::new(zh, en) }
    }
}

impl Measure {
    /// Everything that is wrong with it.
    #[must_use]
    pub fn faults(&self) -> Vec<MeasureFault> {
        let mut faults = self.of_kind();
        faults.extend(self.of_bands());
        faults.extend(self.of_facts());
        faults
    }

    /// Each member is there if its kind has it, and else is not.
    fn of_kind(&self) -> Vec<MeasureFault> {
        let members = [
            ("/parts", MeasureKind::Share, !self.parts.is_empty()),
            ("/fact", MeasureKind::Bands, self.fact.is_some()),
            ("/bands", MeasureKind::Bands, !self.bands.is_empty()),
            ("/facts", MeasureKind::Listed, !self.facts.is_empty()),
        ];
        let wrong = members.into_iter().filter(|(_, kind, is_there)| (*kind == self.kind) != *is_there);
        let fault = |(at, _, is_there)| {
            if is_there {
                MeasureFault::new(at, "not_of_kind", "该类取数没有此项", "A measure of this kind has none")
            } else {
                MeasureFault::new(at, "required", "必填", "This is required")
            }
        };
        wrong.map(fault).collect()
    }

    /// Bands ascend, and the last one alone is open.
    fn of_bands(&self) -> Vec<MeasureFault> {
        let mut faults = Vec::new();
        let mut before: Option<u32> = None;
        let last = self.bands.len().saturating_sub(1);
        for (n, MeasureBand { up_to, .. }) in self.bands.iter().enumerate() {
            let at = format!("/bands/{n}/up_to");
            match up_to {
                None if n != last => {
                    faults.push(MeasureFault::new(at, "required", "只有末档不封顶", "Only the last is open"));
                }
                Some(_) if n == last => {
                    faults.push(MeasureFault::new(at, "not_open", "末档不得封顶", "The last must be open"));
                }
                Some(up_to) if before.is_some_and(|before| *up_to <= before) => {
                    let (zh, en) = ("各档须递增", "The bands must ascend");
                    faults.push(MeasureFault::new(at, "not_ascending", zh, en));
                }
                _ => {}
            }
            before = up_to.or(before);
        }
        faults
    }

    fn of_facts(&self) -> Vec<MeasureFault> {
        let again = |(n, name)| self.facts.iter().take(n).any(|before| before == name);
        let facts = self.facts.iter().enumerate().filter(|one| again(*one));
        facts
            .map(|(n, _)| MeasureFault::new(format!("/facts/{n}"), "repeated", "重复", "It is named twice"))
            .collect()
    }
}
