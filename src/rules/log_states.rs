//! How a service log gets on its way: draft → submitted → reviewed → verified, or returned, or withdrawn.

use crate::text_enum;

text_enum! {
    /// How far a log is on its way (domain.md "Services").
    LogState {
        /// Still being written; counts for nothing.
        Draft = "draft", "草稿", "Draft";
        /// Handed in.
        Submitted = "submitted", "已提交", "Submitted";
        /// Looked at by the station's lead.
        Reviewed = "reviewed", "已审核", "Reviewed";
        /// Found true by the bureau or a spot check.
        Verified = "verified", "已核实", "Verified";
        /// Given back to be mended.
        Returned = "returned", "已退回", "Returned";
        /// Taken back; it stays readable.
        Withdrawn = "withdrawn", "已撤回", "Withdrawn";
    }
}

text_enum! {
    /// What can be done with a log.
    LogAction {
        /// Change it before it is handed in (again).
        Change = "change", "修改", "Change";
        /// Hand it in.
        Submit = "submit", "提交", "Submit";
        /// Review it, as the station's lead.
        Review = "review", "审核", "Review";
        /// Verify it, as the bureau.
        Verify = "verify", "核实", "Verify";
        /// Give it back with a reason.
        Return = "return", "退回", "Return";
        /// Amend what was handed in, keeping what it said.
        Amend = "amend", "更正", "Amend";
        /// Take it back with a reason.
        Withdraw = "withdraw", "撤回", "Withdraw";
    }
}

impl LogState {
    /// The states of logs that count: handed in, and neither given nor taken back.
    pub const COUNTING: [Self; 3] = [Self::Submitted, Self::Reviewed, Self::Verified];

    /// Whether it counts: handed in, and neither given nor taken back.
    #[must_use]
    pub fn counts(self) -> bool {
        Self::COUNTING.contains(&self)
    }
}

impl LogAction {
    /// Every action, in order.
    pub const ALL: [Self; 7] =
        [Self::Change, Self::Submit, Self::Review, Self::Verify, Self::Return, Self::Amend, Self::Withdraw];

    /// Whether a log in this state takes the action.
    #[must_use]
    pub fn fits(self, state: LogState) -> bool {
        match self {
            Self::Change | Self::Submit => matches!(state, LogState::Draft | LogState::Returned),
            Self::Review => matches!(state, LogState::Submitted),
            Self::Verify => matches!(state, LogState::Reviewed),
            Self::Return | Self::Amend => state.counts(),
            Self::Withdraw => !matches!(state, LogState::Withdrawn),
        }
    }

    /// The state after it. What was amended is looked at anew.
    #[must_use]
    pub const fn leads_to(self, from: LogState) -> LogState {
        match self {
            Self::Change => from,
            Self::Submit | Self::Amend => LogState::Submitted,
            Self::Review => LogState::Reviewed,
            Self::Verify => LogState::Verified,
            Self::Return => LogState::Returned,
            Self::Withdraw => LogState::Withdrawn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LogAction::*, LogState::*, *};

    #[test]
    fn each_state_takes_its_own_actions() {
        let table: [(LogState, &[LogAction]); 6] = [
            (Draft, &[Change, Submit, Withdraw]),
            (Submitted, &[Review, Return, Amend, Withdraw]),
            (Reviewed, &[Verify, Return, Amend, Withdraw]),
            (Verified, &[Return, Amend, Withdraw]),
            (Returned, &[Change, Submit, Withdraw]),
            (Withdrawn, &[]),
        ];
        for (state, expected) in table {
            let found: Vec<_> = LogAction::ALL.into_iter().filter(|action| action.fits(state)).collect();
            assert_eq!(found, expected, "{state:?}");
        }
    }

    #[test]
    fn what_is_amended_is_reviewed_anew() {
        assert_eq!(Amend.leads_to(Verified), Submitted);
        assert_eq!((Change.leads_to(Returned), Change.leads_to(Draft)), (Returned, Draft));
    }

    #[test]
    fn only_what_was_handed_in_counts() {
        let counted = [Draft, Submitted, Reviewed, Verified, Returned, Withdrawn].map(LogState::counts);
        assert_eq!(counted, [false, true, true, true, false, false]);
    }
}
