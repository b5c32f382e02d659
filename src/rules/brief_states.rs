//! How a brief gets on its way: draft → submitted → published, and taken back. What is published is not changed: it is
//! withdrawn, and another is written.

use crate::text_enum;

text_enum! {
    /// How far a brief is.
    BriefState {
        /// Still being written.
        Draft = "draft", "草稿", "Draft";
        /// With the bureau.
        Submitted = "submitted", "待发布", "Submitted";
        /// Open to everybody.
        Published = "published", "已发布", "Published";
        /// Taken back; public no longer.
        Withdrawn = "withdrawn", "已撤回", "Withdrawn";
    }
}

text_enum! {
    /// What can be done with a brief.
    BriefAction {
        /// Change it.
        Change = "change", "修改", "Change";
        /// Submit it to the bureau.
        Submit = "submit", "提交", "Submit";
        /// Give it back with a reason.
        Return = "return", "退回", "Return";
        /// Publish it.
        Publish = "publish", "发布", "Publish";
        /// Take it back with a reason.
        Withdraw = "withdraw", "撤回", "Withdraw";
    }
}

impl BriefAction {
    /// Every action, in order.
    pub const ALL: [Self; 5] = [Self::Change, Self::Submit, Self::Return, Self::Publish, Self::Withdraw];

    /// Whether a brief in this state takes the action.
    #[must_use]
    pub const fn fits(self, state: BriefState) -> bool {
        match self {
            Self::Change | Self::Submit => matches!(state, BriefState::Draft),
            Self::Return | Self::Publish => matches!(state, BriefState::Submitted),
            Self::Withdraw => !matches!(state, BriefState::Withdrawn),
        }
    }

    /// The state after it.
    #[must_use]
    pub const fn leads_to(self, from: BriefState) -> BriefState {
        match self {
            Self::Change => from,
            Self::Submit => BriefState::Submitted,
            Self::Return => BriefState::Draft,
            Self::Publish => BriefState::Published,
            Self::Withdraw => BriefState::Withdrawn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BriefAction::*, BriefState::*, *};

    #[test]
    fn each_state_takes_its_own_actions() {
        let table: [(BriefState, &[BriefAction]); 4] = [
            (Draft, &[Change, Submit, Withdraw]),
            (Submitted, &[Return, Publish, Withdraw]),
            (Published, &[Withdraw]),
            (Withdrawn, &[]),
        ];
        for (state, expected) in table {
            let found: Vec<_> = BriefAction::ALL.into_iter().filter(|action| action.fits(state)).collect();
            assert_eq!(found, expected, "{state:?}");
        }
    }

    #[test]
    fn only_publishing_publishes() {
        let all = BriefAction::ALL.map(|action| action.leads_to(Submitted) == Published);
        assert_eq!(all, [false, false, false, true, false]);
    }
}
