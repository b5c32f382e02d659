//! `POST /baseline-surveys`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::model::{BaselineSurvey, SurveyCount, SurveyNeed};
use crate::{
    audit::event::Event,
    auth::policy::RecordSurveys,
    dated,
    db::json::Json,
    http::{Body, Created, Ctx, Reply, Result, Tx, body::rule_fault},
    schema::{baseline_surveys, stations},
};

/// A survey to record.
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = distinct))]
pub struct RecordSurvey {
    /// The station of the township.
    pub station_id: Uuid,
    /// The day on which it was done, or finished; not after today.
    #[schema(example = "2023-07-01")]
    pub surveyed_on: NaiveDate,
    /// How many people were asked or visited.
    #[schema(minimum = 0, maximum = 1_000_000, example = 800)]
    pub people_surveyed: i32,
    /// How many are in each category; one may be in several.
    #[schema(max_items = 9)]
    pub counts: Vec<SurveyCount>,
    /// What is needed.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub needs: Vec<SurveyNeed>,
}

fn distinct(new: &RecordSurvey) -> Result<(), ValidationError> {
    let twice = |(n, one): (usize, &SurveyCount)| {
        new.counts.iter().take(n).any(|before| before.category == one.category)
    };
    if new.counts.iter().enumerate().any(twice) {
        return Err(rule_fault("/counts", "repeated", "类别重复", "A category is named twice"));
    }
    Ok(())
}

/// Records a baseline survey; a later one does not replace it. It holds numbers and nobody's name.
#[utoipa::path(post, path = "/api/v1/baseline-surveys", tag = "clients")]
pub async fn record_baseline_survey(
    ctx: Ctx<RecordSurveys>,
    body: Body<RecordSurvey>,
) -> Result<Created<BaselineSurvey>> {
    ctx.write(async |tx| {
        let RecordSurvey { station_id, surveyed_on, people_surveyed, counts, needs } = body.0;
        let there = is_station(tx, station_id).await?;
        dated::require_references([("/station_id", there && tx.reach().covers(station_id))])?;
        dated::not_after(tx.today(), "/surveyed_on", Some(surveyed_on))?;
        let row = BaselineSurvey {
            id: tx.new_id(),
            station_id,
            surveyed_on,
            people_surveyed,
            counts: Json(counts),
            needs: Json(needs),
            recorded_at: tx.now(),
            voided_at: None,
            void_reason: None,
            version: 1,
        };
        let values = (baseline_surveys::county_code.eq(tx.county()), &row);
        diesel::insert_into(baseline_surveys::table).values(values).execute(&mut tx.conn()).await?;
        let told =
            json!({"station": station_id, "surveyed_on": surveyed_on, "people_surveyed": people_surveyed});
        tx.record(Event::new("baseline_survey.recorded", row.id, told));
        Ok(Reply::tagged(&row)?.at(format!("/api/v1/baseline-surveys/{}", row.id)))
    })
    .await
}

async fn is_station(tx: &Tx<'_>, station: Uuid) -> Result<bool> {
    let one = stations::table.find((tx.county(), station)).select(stations::id);
    Ok(one.first::<Uuid>(&mut tx.conn()).await.optional()?.is_some())
}
