//! Words of the documents.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::rules::policy::{Grade, ScoringModel};

/// A day.
pub fn day(day: NaiveDate) -> String {
    day.format("%Y年%m月%d日").to_string()
}

/// The days from one up to, not including, another.
pub fn days(from: NaiveDate, to: NaiveDate) -> String {
    format!("{}至{}", day(from), day(to.pred_opt().unwrap_or(to)))
}

/// An instant, by the clock of Asia/Shanghai.
pub fn instant(at: DateTime<Utc>) -> String {
    let there = at.naive_utc().checked_add_signed(TimeDelta::hours(8)).unwrap_or(at.naive_utc());
    there.format("%Y年%m月%d日%H时%M分").to_string()
}

/// A grade.
pub const fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Excellent => "优秀",
        Grade::Good => "良好",
        Grade::Pass => "合格",
        Grade::Fail => "不合格",
    }
}

/// How the parties' scores become one.
pub const fn scoring_model(model: ScoringModel) -> &'static str {
    match model {
        ScoringModel::Weighted => "各方按百分制评分，加权求和",
        ScoringModel::PointSplit => "各方分别评一张表中的分值，直接求和",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_as_they_are_lived() {
        let [from, to] = ["2023-07-01", "2023-10-01"].map(|text| text.parse().unwrap());
        assert_eq!(days(from, to), "2023年07月01日至2023年09月30日");
        assert_eq!(instant("2023-10-08T16:05:00Z".parse().unwrap()), "2023年10月09日00时05分");
    }
}
