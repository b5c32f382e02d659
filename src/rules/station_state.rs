//! What a station is doing, by day.

use crate::{rules::periods::Span, text_enum};

text_enum! {
    /// What a station is doing (domain.md "Stations").
    StationState {
        /// In the plan, nothing done yet.
        Planned = "planned", "规划", "Planned";
        /// Being fitted out and staffed.
        Preparing = "preparing", "筹建", "Preparing";
        /// Serving people.
        Operating = "operating", "运营", "Operating";
        /// Not serving for a time.
        Suspended = "suspended", "暂停", "Suspended";
        /// Ended for good.
        Closed = "closed", "撤销", "Closed";
    }
}

impl StationState {
    /// The states that may follow.
    pub const fn next(self) -> &'static [StationState] {
        use StationState::{Closed, Operating, Planned, Preparing, Suspended};
        match self {
            Planned => &[Preparing, Closed],
            Preparing | Suspended => &[Operating, Closed],
            Operating => &[Suspended, Closed],
            Closed => &[],
        }
    }
}

/// A state of a station and its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StationPeriod {
    /// The state.
    pub state: StationState,
    /// Its days.
    pub span: Span,
}
