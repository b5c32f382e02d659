//! A safety check as it is sent: its day and its last day, from which the days of the record follow.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    record::{self, Record},
    safety_checks::{SafetyCheckDetails, ValidUntilSource},
};
use crate::{
    dated::{self, Known},
    http::{
        Error, Result, Tx,
        body::rule_fault,
        codes::Code,
        fault::Fault,
        text::{Line, Prose},
    },
    places::policy,
    rules::{
        periods,
        readiness::facts::{SafetyCheckKind, SafetyCheckResult},
    },
};

/// A safety check to record.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = failed_says_why), schema(function = valid_after_check), schema(function = distinct))]
pub struct RecordSafetyCheck {
    /// What it looked at.
    pub kind: SafetyCheckKind,
    /// The day of the check, not after today.
    #[schema(example = "2023-02-20")]
    pub checked_on: NaiveDate,
    /// The body or office that checked.
    pub checked_by: Line,
    /// What it found.
    pub result: SafetyCheckResult,
    /// What it found, in words; required when it failed.
    pub findings: Option<Prose>,
    /// Last day on which it is valid, if it passed; by the interval of the county's policy when left out.
    #[schema(example = "2024-02-20")]
    pub valid_until: Option<NaiveDate>,
    /// Files that show it, uploaded before.
    #[serde(default)]
    #[schema(value_type = BTreeSet<Uuid>, required = false, max_items = 20)]
    pub attachments: Vec<Uuid>,
}

impl RecordSafetyCheck {
    /// The record with its days: from the check until it is no longer valid. Errors: 422 for a day after today, and
    /// without a last day where there is no policy to reckon it by.
    pub async fn dated(&self, tx: &Tx<'_>) -> Result<Record<SafetyCheckDetails>> {
        dated::not_after(tx.today(), "/checked_on", Some(self.checked_on))?;
        let until = self.valid_until(tx).await?;
        let details = SafetyCheckDetails {
            kind: self.kind,
            checked_by: self.checked_by.clone(),
            result: self.result,
            findings: self.findings.clone(),
            valid_until: until.map(|(day, _)| day),
            valid_until_source: until.map(|(_, source)| source),
        };
        let to = details.valid_until.map(periods::next_day);
        Ok(Record {
            details,
            from: self.checked_on,
            to,
            replaces: None,
            attachments: self.attachments.clone(),
        })
    }

    /// The last day; none of a failed check, which stands until a later one.
    async fn valid_until(&self, tx: &Tx<'_>) -> Result<Option<(NaiveDate, ValidUntilSource)>> {
        Ok(match (self.result, self.valid_until) {
            (SafetyCheckResult::Failed, _) => None,
            (SafetyCheckResult::Passed, Some(given)) => Some((given, ValidUntilSource::Given)),
            (SafetyCheckResult::Passed, None) => {
                let months = interval(tx, self.checked_on).await?;
                Some((periods::add_months(self.checked_on, months), ValidUntilSource::Policy))
            }
        })
    }
}

/// Months until the next check, by the policy in force on the day of this one.
async fn interval(tx: &Tx<'_>, day: NaiveDate) -> Result<u32> {
    let in_force = policy::in_force(tx, tx.county(), day, Known::all(tx.county()).at).await;
    let (_, policy) = in_force.map_err(without_policy)?;
    Ok(policy.fire_check_interval_months.value)
}

fn without_policy(error: Error) -> Error {
    let (zh, en) = (
        "检查当日没有生效的政策，请填写有效期",
        "No policy was in force on the day of the check: give the last day",
    );
    if error.code == Code::NotFound { Fault::body("/valid_until", "required", zh, en).into() } else { error }
}

fn failed_says_why(new: &RecordSafetyCheck) -> Result<(), ValidationError> {
    if new.result == SafetyCheckResult::Failed && new.findings.is_none() {
        return Err(rule_fault(
            "/findings",
            "required",
            "不合格须写明发现的问题",
            "Say why the check failed",
        ));
    }
    Ok(())
}

fn valid_after_check(new: &RecordSafetyCheck) -> Result<(), ValidationError> {
    match (new.result, new.valid_until) {
        (SafetyCheckResult::Failed, Some(_)) => Err(rule_fault(
            "/valid_until",
            "not_applicable",
            "不合格的检查没有有效期",
            "A failed check is not valid",
        )),
        (_, Some(until)) if until <= new.checked_on => Err(rule_fault(
            "/valid_until",
            "too_early",
            "须晚于检查日",
            "It must be after the day of the check",
        )),
        _ => Ok(()),
    }
}

fn distinct(new: &RecordSafetyCheck) -> Result<(), ValidationError> {
    record::distinct(&new.attachments)
}
