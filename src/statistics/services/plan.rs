//! Which rows answer a question: whole years from rows of years, whole months from rows of months, the days before and
//! after from rows of days. Pure.

use chrono::{Months, NaiveDate};

use crate::service_logs::figures::cells::{FigureCut, month_of, year_of};

/// Where figures are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// From rows that are kept.
    Kept(FigureCut),
    /// From the logs themselves: no rows are kept that tell so much.
    Logs,
}

/// Some of the days, and where they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Where.
    pub source: Source,
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last.
    pub to: NaiveDate,
}

/// How finely the answer must tell days apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Apart {
    /// Not at all.
    #[default]
    Together,
    /// By month.
    Months,
    /// By day.
    Days,
}

/// What the answer must tell apart.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told {
    /// Days.
    pub apart: Apart,
    /// Domains, items or methods.
    pub item: bool,
    /// Villages.
    pub village: bool,
    /// Workers.
    pub worker: bool,
}

/// The spans of figures, together all days asked for. Rows of days tell no workers, so a worker's odd days are read from
/// the logs, and so is everything by worker and village at once.
pub fn figures(days: (NaiveDate, NaiveDate), told: Told) -> Vec<Span> {
    let odd = if told.worker { Source::Logs } else { Source::Kept(FigureCut::Day) };
    let whole = match told {
        Told { apart: Apart::Days, .. } | Told { village: true, worker: true, .. } => odd,
        Told { village: true, .. } => Source::Kept(FigureCut::MonthVillage),
        Told { worker: true, .. } => Source::Kept(FigureCut::MonthWorker),
        Told { item: true, .. } => Source::Kept(FigureCut::Month),
        _ => Source::Kept(FigureCut::MonthStation),
    };
    let yearly = matches!(told, Told { apart: Apart::Together, item: true, village: false, worker: false });
    spans(days, yearly.then_some(Source::Kept(FigureCut::Year)), whole, odd)
}

/// The spans of clients: from their rows, or, when `beyond` what these tell, from the logs.
pub fn clients(days: (NaiveDate, NaiveDate), told: Told, beyond: bool) -> Vec<Span> {
    if beyond {
        return vec![Span { source: Source::Logs, from: days.0, to: days.1 }];
    }
    let yearly = (told.apart == Apart::Together).then_some(Source::Kept(FigureCut::Year));
    let monthly = if told.apart == Apart::Days { FigureCut::Day } else { FigureCut::Month };
    spans(days, yearly, Source::Kept(monthly), Source::Kept(FigureCut::Day))
}

fn spans((from, to): (NaiveDate, NaiveDate), year: Option<Source>, month: Source, odd: Source) -> Vec<Span> {
    let (first, last) = (next(from, year_of, 12), year_of(to));
    let Some(source) = year.filter(|_| first < last) else { return monthly((from, to), month, odd) };
    let mut spans = monthly((from, first), month, odd);
    spans.push(Span { source, from: first, to: last });
    spans.extend(monthly((last, to), month, odd));
    spans
}

fn monthly((from, to): (NaiveDate, NaiveDate), whole: Source, odd: Source) -> Vec<Span> {
    let (first, last) = (next(from, month_of, 1), month_of(to));
    let all = if whole == odd || first >= last {
        vec![(odd, from, to)]
    } else {
        vec![(odd, from, first), (whole, first, last), (odd, last, to)]
    };
    let some = all.into_iter().filter(|(_, from, to)| from < to);
    some.map(|(source, from, to)| Span { source, from, to }).collect()
}

/// The first day of a month or year, on this day or later.
fn next(day: NaiveDate, begin: fn(NaiveDate) -> NaiveDate, months: u32) -> NaiveDate {
    let first = begin(day);
    if first == day { day } else { first.checked_add_months(Months::new(months)).unwrap_or(day) }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike as _, TimeDelta};
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn whole_months_are_read_from_months_and_the_rest_from_days() {
        use FigureCut::{Day, Month, MonthStation, MonthVillage, MonthWorker, Year};
        use Source::{Kept, Logs};
        let (village, worker) = (true, true);
        let (plain, at) = (Told::default(), |village, worker| Told { village, worker, ..Told::default() });
        let item = Told { item: true, ..plain };
        let cases = [
            ("2023-01-01", "2024-01-01", plain, vec![(Kept(MonthStation), "2023-01-01")]),
            ("2023-01-01", "2024-01-01", item, vec![(Kept(Year), "2023-01-01")]),
            (
                "2023-01-01",
                "2024-01-01",
                Told { apart: Apart::Months, ..item },
                vec![(Kept(Month), "2023-01-01")],
            ),
            (
                "2022-12-31",
                "2025-02-02",
                item,
                vec![
                    (Kept(Day), "2022-12-31"),
                    (Kept(Year), "2023-01-01"),
                    (Kept(Month), "2025-01-01"),
                    (Kept(Day), "2025-02-01"),
                ],
            ),
            (
                "2023-01-02",
                "2023-03-02",
                plain,
                vec![
                    (Kept(Day), "2023-01-02"),
                    (Kept(MonthStation), "2023-02-01"),
                    (Kept(Day), "2023-03-01"),
                ],
            ),
            ("2023-01-02", "2023-02-01", plain, vec![(Kept(Day), "2023-01-02")]),
            ("2023-01-10", "2023-01-20", plain, vec![(Kept(Day), "2023-01-10")]),
            ("2023-01-01", "2023-02-01", at(village, false), vec![(Kept(MonthVillage), "2023-01-01")]),
            (
                "2023-01-01",
                "2023-02-02",
                at(false, worker),
                vec![(Kept(MonthWorker), "2023-01-01"), (Logs, "2023-02-01")],
            ),
            ("2023-01-01", "2023-03-01", at(village, worker), vec![(Logs, "2023-01-01")]),
            (
                "2023-01-01",
                "2023-03-01",
                Told { apart: Apart::Days, ..plain },
                vec![(Kept(Day), "2023-01-01")],
            ),
            (
                "2023-01-01",
                "2023-03-01",
                Told { apart: Apart::Days, worker, ..plain },
                vec![(Logs, "2023-01-01")],
            ),
        ];
        for (from, to, told, expected) in cases {
            let spans = figures((day(from), day(to)), told);
            let found: Vec<_> = spans.iter().map(|span| (span.source, span.from)).collect();
            let expected: Vec<_> = expected.into_iter().map(|(source, from)| (source, day(from))).collect();
            assert_eq!(found, expected, "{from} {to} {told:?}");
        }
    }

    proptest! {
        #[test]
        fn each_day_is_read_once(
            begin in 0_i64..4000, length in 1_i64..1500, apart in prop::sample::select(vec![Apart::Together, Apart::Months, Apart::Days]), item: bool, village: bool, worker: bool, beyond: bool
        ) {
            let from = day("2020-01-01") + TimeDelta::days(begin);
            let to = from + TimeDelta::days(length);
            let told = Told { apart, item, village, worker };
            for spans in [figures((from, to), told), clients((from, to), told, beyond)] {
                prop_assert_eq!((spans[0].from, spans[spans.len() - 1].to), (from, to));
                prop_assert!(spans.windows(2).all(|pair| pair[0].to == pair[1].from));
                prop_assert!(spans.iter().all(|span| span.from < span.to));
                let monthly = |span: &&Span| !matches!(span.source, Source::Logs | Source::Kept(FigureCut::Day));
                let whole = |span: &Span| span.from.day() == 1 && span.to.day() == 1;
                prop_assert!(spans.iter().filter(monthly).all(whole), "{:?}", spans);
                let yearly = |span: &&Span| span.source == Source::Kept(FigureCut::Year);
                let whole = |span: &Span| span.from.ordinal() == 1 && span.to.ordinal() == 1;
                prop_assert!(spans.iter().filter(yearly).all(whole), "{:?}", spans);
                prop_assert!(apart == Apart::Together || !spans.iter().any(|span| yearly(&span)));
            }
        }
    }
}
