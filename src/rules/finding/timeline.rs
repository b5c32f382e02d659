//! Since when a verdict stands and when it turns.
//!
//! A verdict can only turn on a day on which some dated fact begins or ends. So it is enough to
//! know those days and to ask the rule itself about them.

use chrono::NaiveDate;

use super::{Cause, Change, Status};
use crate::bilingual::Bilingual;
use crate::rules::periods::Span;

/// A day on which a verdict may turn, and the fact that falls on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) struct Turn {
    pub(in crate::rules) on: NaiveDate,
    pub(in crate::rules) cause: Cause,
}

/// The first day of a span and the first day after it.
pub(in crate::rules) fn turns_of(span: Span, begins: Cause, ends: Cause) -> impl Iterator<Item = Turn> {
    let begin = Turn { on: span.from, cause: begins };
    let end = span.to.map(|on| Turn { on, cause: ends });
    std::iter::once(begin).chain(end).filter(move |_| !span.is_empty())
}

/// The days of the turns, each once, in order.
pub(in crate::rules) fn days_of(turns: &[Turn]) -> Vec<NaiveDate> {
    let mut days: Vec<NaiveDate> = turns.iter().map(|turn| turn.on).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// First day of the run of the status `now` that `as_of` is in; `None` if the run is older than the oldest of the `days`
/// in order. Judges back only as far as it has to.
pub(in crate::rules) fn since(
    (as_of, now): (NaiveDate, Status),
    days: &[NaiveDate],
    status_on: impl Fn(NaiveDate) -> Status,
) -> Option<NaiveDate> {
    let mut past = days.iter().rev().copied().filter(|on| *on <= as_of);
    past.find(|on| on.pred_opt().is_some_and(|before| status_on(before) != now))
}

/// The first day after `as_of` with another status than `now`, and what falls on it. Judges ahead only as far as it has to.
pub(in crate::rules) fn next_change(
    (as_of, now): (NaiveDate, Status),
    (days, turns): (&[NaiveDate], &[Turn]),
    status_on: impl Fn(NaiveDate) -> Status,
) -> Option<Change> {
    let ahead = days.iter().copied().filter(|on| *on > as_of);
    let (on, to_status) = ahead.map(|on| (on, status_on(on))).find(|(_, status)| *status != now)?;
    let causes = causes_on(on, turns);
    let why: Vec<Bilingual> = causes.iter().map(|cause| cause.describe()).collect();
    Some(Change { on, to_status, causes, why: Bilingual::list(&why) })
}

fn causes_on(on: NaiveDate, turns: &[Turn]) -> Vec<Cause> {
    let mut causes: Vec<Cause> = turns.iter().filter(|turn| turn.on == on).map(|turn| turn.cause).collect();
    causes.sort_unstable();
    causes.dedup();
    causes
}
