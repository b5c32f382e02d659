//! What was agreed, signed, amended and ended, and what follows from it: the terms of a day, and which stations are
//! covered on which days.

use chrono::NaiveDate;
use uuid::Uuid;

use super::Terms;
use crate::rules::periods::Span;

/// An agreement as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementPaper {
    /// First day of the term.
    pub from: NaiveDate,
    /// What was agreed first.
    pub first: Terms,
    /// What was agreed later, in the order of the days from which it holds.
    pub amendments: Vec<Amended>,
    /// The day of signature; none for a draft.
    pub signed_on: Option<NaiveDate>,
    /// First day no longer, when it was ended before its term was over.
    pub terminated_on: Option<NaiveDate>,
    /// It never should have been recorded as it is.
    pub voided: bool,
}

/// Terms that take the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amended {
    /// First day on which they hold.
    pub from: NaiveDate,
    /// The terms, whole.
    pub terms: Terms,
}

/// Days on which the agreement covers a station, by one staffing date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The station.
    pub station_id: Uuid,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: NaiveDate,
    /// From this day on the station is fully staffed.
    pub staffing_date: NaiveDate,
}

impl AgreementPaper {
    /// The terms that hold on `day`; before the term the first, after it the last.
    #[must_use]
    pub fn terms_on(&self, day: NaiveDate) -> &Terms {
        let begun = self.amendments.iter().rev().find(|amended| amended.from <= day);
        begun.map_or(&self.first, |amended| &amended.terms)
    }

    /// The last terms agreed, whether they hold yet or not.
    #[must_use]
    pub fn last(&self) -> &Terms {
        self.amendments.last().map_or(&self.first, |amended| &amended.terms)
    }

    /// First day on which it is no longer in force, as far as is agreed.
    #[must_use]
    pub fn ends_on(&self) -> NaiveDate {
        let to = self.last().to;
        self.terminated_on.map_or(to, |on| on.min(to))
    }

    /// Which stations it covers on which days; a draft, or a voided one, covers none.
    #[must_use]
    pub fn covers(&self) -> Vec<Cover> {
        if self.signed_on.is_none() || self.voided {
            return Vec::new();
        }
        self.spread(self.ends_on())
    }

    /// Which stations the terms name on which days up to `end`, as if they were signed: in the order of the stations, each
    /// stretch as long as it can be.
    pub(super) fn spread(&self, end: NaiveDate) -> Vec<Cover> {
        let mut covers: Vec<Cover> =
            self.stretches(end).flat_map(|(span, terms)| pieces(span, terms)).collect();
        covers.sort_by_key(|cover| (cover.station_id, cover.from));
        covers.dedup_by(|next, cover| {
            let same = next.station_id == cover.station_id && next.staffing_date == cover.staffing_date;
            let joins = same && next.from == cover.to;
            if joins {
                cover.to = next.to;
            }
            joins
        });
        covers
    }

    /// The terms one after the other, each with its days up to `end`.
    fn stretches(&self, end: NaiveDate) -> impl Iterator<Item = (Span, &Terms)> {
        let later = self.amendments.iter().map(|amended| (amended.from, &amended.terms));
        let all = std::iter::once((self.from, &self.first)).chain(later);
        let ends = self.amendments.iter().map(|amended| amended.from).chain([end]);
        let days = all.zip(ends).map(move |((from, terms), to)| (Span::between(from, to.min(end)), terms));
        days.filter(|(span, _)| !span.is_empty())
    }
}

/// One stretch, station by station.
fn pieces(span: Span, terms: &Terms) -> impl Iterator<Item = Cover> {
    let to = span.to.unwrap_or(span.from);
    let staffing_date = terms.staffing_date;
    terms.station_ids.iter().map(move |station_id| Cover {
        station_id: *station_id,
        from: span.from,
        to,
        staffing_date,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Paper, day, station};
    use super::*;

    fn told(paper: &AgreementPaper) -> Vec<(u128, String, String)> {
        let cover =
            |cover: &Cover| (cover.station_id.as_u128(), cover.from.to_string(), cover.to.to_string());
        paper.covers().iter().map(cover).collect()
    }

    fn expected(rows: &[(u128, &str, &str)]) -> Vec<(u128, String, String)> {
        rows.iter().map(|(station, from, to)| (*station, (*from).into(), (*to).into())).collect()
    }

    #[test]
    fn a_draft_covers_nothing_and_a_signed_one_its_term() {
        assert_eq!(Paper::draft().covers(), []);
        let whole = expected(&[(1, "2023-06-30", "2026-06-30"), (2, "2023-06-30", "2026-06-30")]);
        assert_eq!(told(&Paper::signed()), whole);
    }

    #[test]
    fn an_extension_leaves_one_stretch_and_a_new_staffing_date_makes_two() {
        let longer = Paper::amended("2024-01-01", |terms| terms.to = day("2027-06-30"));
        let whole = expected(&[(1, "2023-06-30", "2027-06-30"), (2, "2023-06-30", "2027-06-30")]);
        assert_eq!(told(&longer), whole);
        let later = Paper::amended("2023-07-01", |terms| {
            terms.staffing_date = day("2023-09-01");
            terms.station_ids.truncate(1);
        });
        let split = [
            (1, "2023-06-30", "2023-07-01"),
            (1, "2023-07-01", "2026-06-30"),
            (2, "2023-06-30", "2023-07-01"),
        ];
        assert_eq!(told(&later), expected(&split));
        assert_eq!(later.covers()[1].staffing_date, day("2023-09-01"));
    }

    #[test]
    fn a_station_added_or_taken_away_is_covered_from_or_until_that_day() {
        let swapped = Paper::amended("2024-07-01", |terms| terms.station_ids = vec![station(1), station(3)]);
        let rows = [
            (1, "2023-06-30", "2026-06-30"),
            (2, "2023-06-30", "2024-07-01"),
            (3, "2024-07-01", "2026-06-30"),
        ];
        assert_eq!(told(&swapped), expected(&rows));
        assert_eq!(swapped.terms_on(day("2024-06-30")).station_ids, [station(1), station(2)]);
        assert_eq!(swapped.terms_on(day("2024-07-01")).station_ids, [station(1), station(3)]);
    }

    #[test]
    fn a_termination_ends_the_cover_early_and_one_before_the_first_day_leaves_none() {
        let mut paper = Paper::amended("2024-07-01", |terms| terms.station_ids = vec![station(3)]);
        paper.terminated_on = Some(day("2024-06-01"));
        assert_eq!(
            told(&paper),
            expected(&[(1, "2023-06-30", "2024-06-01"), (2, "2023-06-30", "2024-06-01")])
        );
        paper.terminated_on = Some(day("2023-06-30"));
        assert_eq!(paper.covers(), []);
    }
}
