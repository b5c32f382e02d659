//! Vacancies: places that somebody left and nobody has taken yet. The plan knows the number of workers only (六（三）);
//! what a vacancy is, is ours.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::rules::periods::Span;
use crate::rules::station_state::{StationPeriod, StationState};

/// A place at a station that somebody left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vacancy {
    /// Who left.
    pub left_by: Uuid,
    /// First day without him: the day after his last.
    pub opened_on: NaiveDate,
    /// First day on which it is no vacancy any more; none while it is one.
    pub closed_on: Option<NaiveDate>,
    /// Who took the place; none when nobody has, or the station stopped operating.
    pub filled_by: Option<Uuid>,
}

impl Vacancy {
    /// Whether it is one on `day`.
    #[must_use]
    pub fn is_open(&self, day: NaiveDate) -> bool {
        Span { from: self.opened_on, to: self.closed_on }.contains(day)
    }

    /// Its days up to, not including, `day`.
    #[must_use]
    pub fn days_until(&self, day: NaiveDate) -> u64 {
        let end = self.closed_on.map_or(day, |closed| closed.min(day));
        u64::try_from(end.signed_duration_since(self.opened_on).num_days()).unwrap_or_default()
    }
}

/// The vacancies of a station in the order in which they open. One opens on the day after a posting ends, if fewer
/// than required stay; the next posting that begins closes the oldest. Who is replaced in advance or on the day leaves
/// none, and a station that does not operate has none.
#[must_use]
pub fn vacancies(
    states: &[StationPeriod],
    postings: &[(Uuid, Span)],
    required_on: impl Fn(NaiveDate) -> u32,
) -> Vec<Vacancy> {
    let mut all: Vec<Vacancy> = Vec::new();
    for day in days(states, postings) {
        if operates(states, day) {
            let begun = movers(postings, |span| span.from == day, |span| span.to == Some(day));
            let ended = movers(postings, |span| span.to == Some(day), |span| span.from == day);
            let in_time = fill(&mut all, &begun, day);
            let missing = missing(postings, day, required_on(day)).saturating_sub(open(&mut all).count());
            let opened = ended.into_iter().skip(in_time).take(missing);
            all.extend(opened.map(|left_by| Vacancy {
                left_by,
                opened_on: day,
                closed_on: None,
                filled_by: None,
            }));
        } else {
            open(&mut all).for_each(|vacancy| vacancy.closed_on = Some(day));
        }
    }
    all
}

/// The days on which anything happens.
fn days(states: &[StationPeriod], postings: &[(Uuid, Span)]) -> BTreeSet<NaiveDate> {
    let states = states.iter().map(|period| period.span);
    let spans = states.chain(postings.iter().map(|(_, span)| *span)).filter(|span| !span.is_empty());
    spans.flat_map(|span| std::iter::once(span.from).chain(span.to)).collect()
}

fn operates(states: &[StationPeriod], day: NaiveDate) -> bool {
    let on_day = states.iter().find(|period| period.span.contains(day));
    on_day.is_some_and(|period| period.state == StationState::Operating)
}

/// Who does this and not that, in the order of the postings: who goes on in another posting neither leaves nor comes.
fn movers(
    postings: &[(Uuid, Span)],
    this: impl Fn(&Span) -> bool,
    that: impl Fn(&Span) -> bool,
) -> Vec<Uuid> {
    let real = || postings.iter().filter(|(_, span)| !span.is_empty());
    let goes_on = |worker: Uuid| real().any(|(other, span)| *other == worker && that(span));
    let movers = real().filter(|(_, span)| this(span)).map(|(worker, _)| *worker);
    movers.filter(|worker| !goes_on(*worker)).collect()
}

fn open(all: &mut [Vacancy]) -> impl Iterator<Item = &mut Vacancy> {
    all.iter_mut().filter(|vacancy| vacancy.closed_on.is_none())
}

/// Those who begin take the open places, the oldest first; answers how many found none.
fn fill(all: &mut [Vacancy], begun: &[Uuid], day: NaiveDate) -> usize {
    let mut takers = begun.iter();
    for (vacancy, taker) in open(all).zip(takers.by_ref()) {
        (vacancy.closed_on, vacancy.filled_by) = (Some(day), Some(*taker));
    }
    takers.len()
}

/// How many places nobody is in.
fn missing(postings: &[(Uuid, Span)], day: NaiveDate, required: u32) -> usize {
    let here = postings.iter().filter(|(_, span)| span.contains(day)).count();
    usize::try_from(required).unwrap_or(usize::MAX).saturating_sub(here)
}

#[cfg(test)]
mod tests;
