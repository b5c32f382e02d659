//! How a progress report gets on its way: draft → submitted → accepted, or returned. Late is no state: a late report is
//! submitted and accepted like any other. Locked is what was accepted, until it is returned.

use crate::text_enum;

text_enum! {
    /// How far a progress report is.
    ReportState {
        /// Still being written.
        Draft = "draft", "草稿", "Draft";
        /// With the bureau.
        Submitted = "submitted", "已报送", "Submitted";
        /// Given back to be mended.
        Returned = "returned", "已退回", "Returned";
        /// Accepted by the bureau; nothing of it changes.
        Accepted = "accepted", "已接收", "Accepted";
    }
}

text_enum! {
    /// What can be done with a progress report.
    ReportAction {
        /// Write on it.
        Change = "change", "修改", "Change";
        /// Submit it to the bureau.
        Submit = "submit", "报送", "Submit";
        /// Give it back with a reason, accepted or not.
        Return = "return", "退回", "Return";
        /// Accept it.
        Accept = "accept", "接收", "Accept";
        /// Set a later due day, with a reason.
        Extend = "extend", "延期", "Extend";
    }
}

impl ReportAction {
    /// Every action, in order.
    pub const ALL: [Self; 5] = [Self::Change, Self::Submit, Self::Return, Self::Accept, Self::Extend];

    /// Whether a report in this state takes the action.
    #[must_use]
    pub const fn fits(self, state: ReportState) -> bool {
        match self {
            Self::Change | Self::Submit => matches!(state, ReportState::Draft | ReportState::Returned),
            Self::Return => matches!(state, ReportState::Submitted | ReportState::Accepted),
            Self::Accept => matches!(state, ReportState::Submitted),
            Self::Extend => !matches!(state, ReportState::Accepted),
        }
    }

    /// The state after it.
    #[must_use]
    pub const fn leads_to(self, from: ReportState) -> ReportState {
        match self {
            Self::Change | Self::Extend => from,
            Self::Submit => ReportState::Submitted,
            Self::Return => ReportState::Returned,
            Self::Accept => ReportState::Accepted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ReportAction::*, ReportState::*, *};

    #[test]
    fn each_state_takes_its_own_actions() {
        let table: [(ReportState, &[ReportAction]); 4] = [
            (Draft, &[Change, Submit, Extend]),
            (Submitted, &[Return, Accept, Extend]),
            (Returned, &[Change, Submit, Extend]),
            (Accepted, &[Return]),
        ];
        for (state, expected) in table {
            let found: Vec<_> = ReportAction::ALL.into_iter().filter(|action| action.fits(state)).collect();
            assert_eq!(found, expected, "{state:?}");
        }
    }

    #[test]
    fn an_extension_moves_nothing() {
        assert_eq!((Extend.leads_to(Draft), Extend.leads_to(Returned)), (Draft, Returned));
        assert_eq!((Submit.leads_to(Returned), Return.leads_to(Accepted)), (Submitted, Returned));
    }
}
