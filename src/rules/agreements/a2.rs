//! A2, 四: 社工站经费基础标准为每个站点不少于22万元/年.

use chrono::{Datelike as _, NaiveDate};

use super::{AgreementFacts, Cover};
use crate::bilingual::Bilingual;
use crate::rules::{
    finding::{Cause, Finding, Judgement, Measure, Responsible, Rule, RuleCode, Status, Turn},
    money::Money,
    periods::add_months,
};

/// Parts of a station's year: divisible by the days of a common and of a leap year.
const PARTS: u128 = 365 * 366;

/// The finding on `as_of`.
pub(super) fn find(facts: &AgreementFacts, as_of: NaiveDate) -> Finding {
    let rule = Rule {
        code: RuleCode::A2,
        version: 1,
        source: &facts.policy.standard_per_station.source,
        responsible: Responsible::Bureau,
        reading: Some(Bilingual::new(
            "按覆盖各站点的整年计，不足一年的按当年天数折算；以当日有效条款的价款比较，草拟中的协议同样计算",
            "whole years of covering each station, and for the days beyond them their part of the year; compared with \
             the price in the terms of the day, that of a draft too",
        )),
    };
    let mut turns = facts.amendment_turns();
    turns.push(Turn { on: facts.paper.from, cause: Cause::AgreementBegins });
    rule.find(facts.subject(), as_of, &turns, |day| judge(facts, day))
}

fn judge(facts: &AgreementFacts, day: NaiveDate) -> Judgement {
    let Some(floor) = floor(facts, day) else {
        return Judgement::new(
            Status::Unknown,
            "折算的基础标准超出可计算范围",
            "the floor is too large to be told",
        );
    };
    let price = facts.paper.terms_on(day).price;
    let judgement = match price {
        None => Judgement::new(Status::Unknown, "未约定价款", "no price is agreed"),
        Some(price) if price < floor => Judgement::new(
            Status::Breach,
            format!("价款{price}元，低于按基础标准折算的{floor}元"),
            format!("the price of {price} is below the basic standard for its stations and term, {floor}"),
        ),
        Some(_) => Judgement::new(
            Status::Met,
            format!("价款不低于按基础标准折算的{floor}元"),
            format!("the price is not below the basic standard for its stations and term, {floor}"),
        ),
    };
    judgement.expecting(Measure::Money(floor)).showing(price.map(Measure::Money))
}

/// The basic standard for the stations and days of the terms of `day`, rounded up to the fen.
fn floor(facts: &AgreementFacts, day: NaiveDate) -> Option<Money> {
    let mut known = facts.paper.clone();
    known.amendments.retain(|amended| amended.from <= day);
    let parts: u128 = known.spread(known.last().to).iter().map(years_in_parts).sum();
    let standard = u128::from(facts.policy.standard_per_station.value.fen());
    let fen = standard.checked_mul(parts)?.div_ceil(PARTS);
    Money::from_fen(u64::try_from(fen).ok()?)
}

/// The years of a cover, in parts: whole years from its first day on, then days of the year that has begun.
fn years_in_parts(cover: &Cover) -> u128 {
    let anniversary = |years: u32| add_months(cover.from, years.saturating_mul(12));
    let apart = cover.to.year().saturating_sub(cover.from.year());
    let most = u32::try_from(apart).unwrap_or_default();
    let whole = if anniversary(most) <= cover.to { most } else { most.saturating_sub(1) };
    let days = |from: NaiveDate, to: NaiveDate| {
        u128::try_from(to.signed_duration_since(from).num_days()).unwrap_or_default()
    };
    let (begun, next) = (anniversary(whole), anniversary(whole.saturating_add(1)));
    let rest = days(begun, cover.to).saturating_mul(PARTS).checked_div(days(begun, next)).unwrap_or_default();
    u128::from(whole).saturating_mul(PARTS).saturating_add(rest)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Paper, day, facts, station};
    use super::super::{AgreementPaper, Terms};
    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    fn with(from: &str, to: &str, stations: u128) -> AgreementPaper {
        let mut paper = Paper::draft();
        paper.from = day(from);
        let station_ids = (1..=stations).map(station).collect();
        paper.first = Terms { to: day(to), station_ids, ..paper.first };
        paper
    }

    /// 四: 22万元 a station and year; the total of eleven stations is the plan's 242万元.
    #[test]
    fn whole_years_cost_the_standard_and_days_their_part() {
        let cases = [
            ("2023-06-30", "2024-06-30", 1, "220000.00"),
            ("2023-06-30", "2024-06-30", 11, "2420000.00"),
            ("2023-06-30", "2026-06-30", 2, "1320000.00"),
            ("2023-01-01", "2023-12-31", 1, "219397.27"),
            ("2024-01-01", "2024-12-31", 1, "219398.91"),
            ("2023-06-30", "2023-07-01", 1, "601.10"),
            ("2023-02-28", "2024-02-28", 1, "220000.00"),
            ("2024-02-29", "2025-02-28", 1, "220000.00"),
            ("2023-06-30", "2024-06-30", 0, "0.00"),
        ];
        for (from, to, stations, expected) in cases {
            let found = floor(&facts(with(from, to, stations)), day(from));
            assert_eq!(found, Some(money(expected)), "{from} {to} {stations}");
        }
    }

    #[test]
    fn a_fen_below_is_a_breach_and_no_price_is_unknown_in_a_draft_too() {
        for (price, status) in [
            (None, Status::Unknown),
            (Some("1319999.99"), Status::Breach),
            (Some("1320000.00"), Status::Met),
            (Some("9999999.00"), Status::Met),
        ] {
            let mut paper = Paper::draft();
            paper.first.price = price.map(money);
            let found = find(&facts(paper), day("2023-05-01"));
            assert_eq!((found.status, found.expected), (status, Some(Measure::Money(money("1320000.00")))));
            assert_eq!(found.source, "四");
        }
    }

    #[test]
    fn a_station_added_without_money_breaks_it_from_that_day() {
        let paper = Paper::amended("2025-06-30", |terms| terms.station_ids.push(station(3)));
        let before = find(&facts(paper.clone()), day("2025-06-29"));
        assert_eq!(before.status, Status::Met);
        let change = before.changes_on.unwrap();
        assert_eq!((change.on, change.causes), (day("2025-06-30"), vec![Cause::AgreementAmended]));
        let after = find(&facts(paper), day("2025-06-30"));
        assert_eq!(after.status, Status::Breach);
        assert_eq!(after.expected, Some(Measure::Money(money("1540000.00"))));
    }
}
