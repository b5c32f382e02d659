//! Since when a verdict stands and when it turns.
//!
//! A verdict can only turn on a day on which some dated fact begins or ends. So it is enough to
//! know those days and to ask the rule itself about them.

use chrono::NaiveDate;

use super::{Bilingual, Cause, Change, Status};
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

/// First day of the run of one status that `as_of` is in; `None` if the run is older than the
/// oldest turn.
pub(in crate::rules) fn since(
    as_of: NaiveDate,
    turns: &[Turn],
    status_on: impl Fn(NaiveDate) -> Status,
) -> Option<NaiveDate> {
    let now = status_on(as_of);
    let past = turns.iter().map(|turn| turn.on).filter(|on| *on <= as_of);
    past.filter(|on| on.pred_opt().is_some_and(|before| status_on(before) != now)).max()
}

/// The first day after `as_of` with another status, and what falls on it.
pub(in crate::rules) fn next_change(
    as_of: NaiveDate,
    turns: &[Turn],
    status_on: impl Fn(NaiveDate) -> Status,
) -> Option<Change> {
    let now = status_on(as_of);
    let ahead = turns.iter().map(|turn| turn.on).filter(|on| *on > as_of);
    let on = ahead.filter(|on| status_on(*on) != now).min()?;
    let causes = causes_on(on, turns);
    let why: Vec<Bilingual> = causes.iter().map(|cause| cause.describe()).collect();
    Some(Change { on, to_status: status_on(on), causes, why: Bilingual::list(&why) })
}

fn causes_on(on: NaiveDate, turns: &[Turn]) -> Vec<Cause> {
    let mut causes: Vec<Cause> = turns.iter().filter(|turn| turn.on == on).map(|turn| turn.cause).collect();
    causes.sort_unstable();
    causes.dedup();
    causes
}
