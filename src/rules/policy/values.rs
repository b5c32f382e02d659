//! The types of the policy's values.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PolicyValue;
use crate::rules::money::Money;
use crate::rules::scoring::Score;
use crate::rules::share::Share;

/// The greatest age and when it is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MaxAge {
    /// Full years, inclusive: 45 covers a worker up to the day before the 46th birthday.
    pub years: PolicyValue<u32>,
    /// The day on which age is judged.
    pub judged_at: PolicyValue<JudgedAt>,
}

/// The day on which a worker's age is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JudgedAt {
    /// The first day of posting under the agreement; growing older in it breaks no rule.
    FirstPosting,
    /// Every day of the posting.
    EveryDay,
}

/// The least share of labour cost and the standard above which it binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MinLabourShare {
    /// Least share of labour cost in the fiscal year's expenditure.
    pub share: PolicyValue<Share>,
    /// The standard of a station, CNY a year, above which the share binds.
    pub above_standard: PolicyValue<Money>,
}

/// Who pays a station's funds; the shares make one whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FundingSplit {
    /// The province's share.
    pub province: Share,
    /// The county's share.
    pub county: Share,
}

/// The days that one progress report covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportPeriod {
    /// From the due day of the month before to the day before the due day (26th to 25th),
    /// named by the month it ends in.
    BetweenDueDays,
    /// The calendar month, due on the due day of the next.
    CalendarMonth,
}

/// Weights of the parties; they make one whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyWeights {
    /// The evaluation agency's weight.
    pub third_party: Share,
    /// The county civil affairs bureau's weight.
    pub bureau: Share,
    /// The township government's weight.
    pub township: Share,
}

/// How the three parties' scores become one result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScoringModel {
    /// Each party marks to 100; the result is the sum of weight × total.
    Weighted,
    /// The parties mark 60, 30 and 10 points of one sheet; the result is the plain sum.
    PointSplit,
}

/// Weights of the two phases of a service year; they make one whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnualWeights {
    /// Weight of the mid-term result, 中期.
    pub mid_term: Share,
    /// Weight of the final result, 末期.
    #[serde(rename = "final")]
    pub final_phase: Share,
}

/// A grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 优秀.
    Excellent,
    /// 良好.
    Good,
    /// 合格.
    Pass,
    /// 不合格.
    Fail,
}

impl Grade {
    /// The grade as it is written.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Excellent => "excellent",
            Self::Good => "good",
            Self::Pass => "pass",
            Self::Fail => "fail",
        }
    }

    /// The grade that is written so.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Excellent, Self::Good, Self::Pass, Self::Fail].into_iter().find(|grade| grade.code() == code)
    }
}

/// A grade and where it begins; it ends where the band above begins, the best at 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GradeBand {
    /// The grade.
    pub grade: Grade,
    /// Its lowest rounded result, inclusive.
    pub from: Score,
}

/// Which result of its stations grades an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgreementGrade {
    /// The mean of its stations.
    Mean,
    /// The lowest of its stations.
    Lowest,
}

/// Results from which a renewal is recommended; both have to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewalThresholds {
    /// Least mean of the agreement's stations.
    pub mean: Score,
    /// Least result of its lowest station.
    pub lowest: Score,
}

/// How long each procedure may take, the last day included. All ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// Working days to answer a complaint.
    pub complaint_working_days: PolicyValue<u32>,
    /// Days to put right what an inspection found.
    pub rectification_days: PolicyValue<u32>,
    /// Working days to appeal against a provisional result.
    pub appeal_working_days: PolicyValue<u32>,
    /// Days to contest computed values.
    pub contest_days: PolicyValue<u32>,
    /// Hours within which a mandatory report is made at the latest; it is due immediately.
    pub mandatory_report_hours: PolicyValue<u32>,
    /// Days of grace for a party that has missed its time to score.
    pub scoring_grace_days: PolicyValue<u32>,
}
