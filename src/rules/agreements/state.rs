//! Where an agreement stands. Only signature, termination and voiding are recorded; the rest follows from the days.

use chrono::NaiveDate;

use super::AgreementPaper;
use crate::text_enum;

text_enum! {
    /// Where an agreement stands on a day.
    AgreementState {
        /// Not signed: it covers and reserves nothing.
        Draft = "draft", "草拟", "Draft";
        /// Signed, before its first day.
        Signed = "signed", "已签订", "Signed";
        /// In force.
        Active = "active", "履行中", "Active";
        /// Its term is over.
        Expired = "expired", "已到期", "Expired";
        /// Ended before its term was over.
        Terminated = "terminated", "已终止", "Terminated";
        /// Recorded wrongly.
        Voided = "voided", "已作废", "Voided";
    }
}

impl AgreementPaper {
    /// Where it stands on `day`.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> AgreementState {
        if self.voided {
            AgreementState::Voided
        } else if self.signed_on.is_none_or(|on| on > day) {
            AgreementState::Draft
        } else if self.terminated_on.is_some_and(|on| on <= day) {
            AgreementState::Terminated
        } else if day < self.from {
            AgreementState::Signed
        } else if day < self.terms_on(day).to {
            AgreementState::Active
        } else {
            AgreementState::Expired
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Paper, day};
    use super::AgreementState::{Active, Draft, Expired, Signed, Terminated, Voided};

    #[test]
    fn the_days_decide_and_only_signature_termination_and_voiding_are_recorded() {
        let cases = [
            ("2023-06-19", Draft),
            ("2023-06-20", Signed),
            ("2023-06-29", Signed),
            ("2023-06-30", Active),
            ("2026-06-29", Active),
            ("2026-06-30", Expired),
        ];
        for (on, expected) in cases {
            assert_eq!(Paper::signed().state_on(day(on)), expected, "{on}");
            assert_eq!(Paper::draft().state_on(day(on)), Draft, "{on}");
        }
    }

    #[test]
    fn a_termination_ends_it_on_its_day_and_an_extension_moves_the_end() {
        let mut paper = Paper::signed();
        paper.terminated_on = Some(day("2024-03-01"));
        assert_eq!(paper.state_on(day("2024-02-29")), Active);
        assert_eq!(paper.state_on(day("2024-03-01")), Terminated);
        assert_eq!(paper.state_on(day("2027-01-01")), Terminated);
        let extended = Paper::amended("2026-01-01", |terms| terms.to = day("2026-12-31"));
        assert_eq!(extended.state_on(day("2026-12-30")), Active);
        assert_eq!(extended.state_on(day("2026-12-31")), Expired);
        paper.voided = true;
        assert_eq!(paper.state_on(day("2024-01-01")), Voided);
    }
}
