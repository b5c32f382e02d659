//! S5, 六（三）: 身体健康. A finding tells whether, never why not.

use chrono::NaiveDate;

use super::CLAUSE;
use super::input::HealthStatement;
use super::resident::Resident;
use crate::bilingual::Bilingual;
use crate::rules::finding::{
    Cause, Finding, Judgement, Measure, Responsible, Rule, RuleCode, Status, Turn, turns_of,
};
use crate::rules::periods::{Span, add_months, next_day};

/// The worker's finding on `as_of`.
pub(super) fn find(of: Resident<'_>, as_of: NaiveDate) -> Finding {
    let interval = &of.station.policy.health_interval_months;
    let (months, source) = (interval.value, &interval.source);
    let zh = format!(
        "以适合上岗的健康承诺或体检为准，未写明有效期的，自当日起{months}个月（末日计入，依据：{source}）；\
         从未登记的为不明，过期或之后被认为不适合的为违反"
    );
    let en = format!(
        "shown by a statement or examination that says fit, without a last day of its own valid for {months} months \
         (last day included, source: {source}); none recorded is unknown, a lapsed one or a later one that says unfit a breach"
    );
    let rule = Rule {
        code: RuleCode::S5,
        version: 1,
        source: CLAUSE,
        responsible: Responsible::Contractor,
        reading: Some(Bilingual::new(zh, en)),
    };
    rule.find(of.subject(), as_of, &turns(of), |day| of.while_posted(day, judge))
}

fn judge(of: Resident<'_>, day: NaiveDate) -> Judgement {
    let made = made_by(&of.worker.health, day);
    match valid_until(made, months(of)).filter(|last| day <= *last) {
        Some(last) => Judgement::new(
            Status::Met,
            move || format!("健康承诺或体检有效期至{last}"),
            move || format!("a health statement or examination is valid until {last}"),
        )
        .showing(Some(Measure::ValidUntil(last))),
        None if made.is_empty() => Judgement::new(
            Status::Unknown,
            "未登记健康承诺或体检",
            "no health statement or examination is recorded",
        ),
        // Whether it lapsed or says unfit is for those who may read it.
        None => Judgement::new(
            Status::Breach,
            "当日没有有效的健康承诺或体检",
            "no health statement or examination is valid that day",
        ),
    }
}

/// Whether a person is in good health on `day`, by statements in the order of their days; none when nothing is recorded.
/// `months` is the policy's interval.
#[must_use]
pub fn in_good_health(statements: &[HealthStatement], months: u32, day: NaiveDate) -> Option<bool> {
    let made = made_by(statements, day);
    let valid = valid_until(made, months).is_some_and(|last| day <= last);
    (!made.is_empty()).then_some(valid)
}

/// What was made by `day`, in order.
fn made_by(all: &[HealthStatement], day: NaiveDate) -> &[HealthStatement] {
    let made = all.partition_point(|statement| statement.dated_on <= day);
    all.get(..made).unwrap_or_default()
}

/// The last day that those after the last unfit one reach to.
fn valid_until(made: &[HealthStatement], months: u32) -> Option<NaiveDate> {
    let fit = made.iter().rev().take_while(|statement| statement.fit);
    fit.map(|statement| last_day(statement, months)).max()
}

fn months(of: Resident<'_>) -> u32 {
    of.station.policy.health_interval_months.value
}

fn last_day(statement: &HealthStatement, months: u32) -> NaiveDate {
    statement.valid_until.unwrap_or_else(|| add_months(statement.dated_on, months))
}

fn turns(of: Resident<'_>) -> Vec<Turn> {
    let mut turns = of.posting_turns();
    turns.extend(of.worker.health.iter().flat_map(|statement| {
        let ends = statement.fit.then(|| next_day(last_day(statement, months(of))));
        let span = Span { from: statement.dated_on, to: ends };
        turns_of(span, Cause::HealthStatement, Cause::HealthStatementExpires)
    }));
    turns
}

#[cfg(test)]
mod tests;
