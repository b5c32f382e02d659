//! What verification reads of scorecards: everything of one evaluation, as plain columns.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    db::Conn,
    http::hex::hex,
    schema::{
        attachments, evaluation_evidence, evaluations, events, scorecard_points, scorecard_reopenings,
        scorecards, sealed_scorecards,
    },
};

/// A card's row.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = scorecards)]
pub struct Card {
    pub id: Uuid,
    pub party: String,
    pub state: String,
    pub submitted_at: Option<DateTime<Utc>>,
    pub submitted_by: Option<Uuid>,
    pub prepared_by: Option<Uuid>,
    pub nonce: Option<Vec<u8>>,
    pub seal: Option<Vec<u8>>,
}

/// A sealed edition's row.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = sealed_scorecards)]
pub struct Edition {
    pub scorecard_id: Uuid,
    pub edition: i32,
    pub party: String,
    pub body: Vec<u8>,
    pub seal: Vec<u8>,
    pub sealed_by: Uuid,
    pub sealed_at: DateTime<Utc>,
}

/// What was given for an indicator.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = scorecard_points)]
struct Given {
    scorecard_id: Uuid,
    indicator_code: String,
    points: i32,
    level: Option<String>,
    comment: Option<String>,
    departure: Option<String>,
    attachments: Value,
}

/// One evaluation.
#[derive(Debug)]
pub struct Evaluation {
    pub id: Uuid,
    pub framework: Uuid,
    pub state: String,
    pub cards: Vec<Card>,
    pub editions: Vec<Edition>,
    /// Parties whose card is open again.
    pub open: Vec<String>,
    /// What the events tell of its seals, oldest first.
    pub told: Vec<(String, Value)>,
    given: Vec<Given>,
    proposals: HashMap<String, Option<i32>>,
    files: HashMap<Uuid, Vec<u8>>,
}

/// The next evaluation after an id.
pub async fn next(mut conn: &Conn, county: &str, after: Uuid) -> QueryResult<Option<Evaluation>> {
    let head = evaluations::table
        .filter(evaluations::county_code.eq(county))
        .filter(evaluations::id.gt(after))
        .order(evaluations::id)
        .select((evaluations::id, evaluations::framework_id, evaluations::state));
    let head: Option<(Uuid, Uuid, String)> = head.first(&mut conn).await.optional()?;
    let Some((id, framework, state)) = head else { return Ok(None) };
    let cards = scorecards::table
        .filter(scorecards::county_code.eq(county))
        .filter(scorecards::evaluation_id.eq(id))
        .order(scorecards::party)
        .select(Card::as_select());
    let cards: Vec<Card> = cards.load(&mut conn).await?;
    let ids: Vec<Uuid> = cards.iter().map(|card| card.id).collect();
    let given = given(conn, county, &ids).await?;
    let files = files(conn, county, &given).await?;
    Ok(Some(Evaluation {
        id,
        framework,
        state,
        editions: editions(conn, county, &ids).await?,
        open: open(conn, county, id).await?,
        told: told(conn, county, id, &ids).await?,
        cards,
        given,
        proposals: proposals(conn, county, id).await?,
        files,
    }))
}

async fn given(mut conn: &Conn, county: &str, cards: &[Uuid]) -> QueryResult<Vec<Given>> {
    let query = scorecard_points::table
        .filter(scorecard_points::county_code.eq(county))
        .filter(scorecard_points::scorecard_id.eq_any(cards));
    query.select(Given::as_select()).load(&mut conn).await
}

async fn files(mut conn: &Conn, county: &str, given: &[Given]) -> QueryResult<HashMap<Uuid, Vec<u8>>> {
    let ids: Vec<Uuid> = given.iter().flat_map(Given::files).collect();
    let query = attachments::table
        .filter(attachments::county_code.eq(county))
        .filter(attachments::id.eq_any(ids))
        .select((attachments::id, attachments::sha256));
    Ok(query.load::<(Uuid, Vec<u8>)>(&mut conn).await?.into_iter().collect())
}

async fn editions(mut conn: &Conn, county: &str, cards: &[Uuid]) -> QueryResult<Vec<Edition>> {
    let query = sealed_scorecards::table
        .filter(sealed_scorecards::county_code.eq(county))
        .filter(sealed_scorecards::scorecard_id.eq_any(cards))
        .order((sealed_scorecards::party, sealed_scorecards::edition));
    query.select(Edition::as_select()).load(&mut conn).await
}

async fn open(mut conn: &Conn, county: &str, evaluation: Uuid) -> QueryResult<Vec<String>> {
    let query = scorecard_reopenings::table
        .filter(scorecard_reopenings::county_code.eq(county))
        .filter(scorecard_reopenings::evaluation_id.eq(evaluation))
        .filter(scorecard_reopenings::blind.eq(true))
        .filter(scorecard_reopenings::closed_at.is_null());
    query.select(scorecard_reopenings::party).load(&mut conn).await
}

async fn proposals(
    mut conn: &Conn,
    county: &str,
    evaluation: Uuid,
) -> QueryResult<HashMap<String, Option<i32>>> {
    let query = evaluation_evidence::table
        .filter(evaluation_evidence::county_code.eq(county))
        .filter(evaluation_evidence::evaluation_id.eq(evaluation))
        .select((evaluation_evidence::indicator_code, evaluation_evidence::proposal));
    Ok(query.load::<(String, Option<i32>)>(&mut conn).await?.into_iter().collect())
}

/// The bodies are good by now: the tree was grown over them.
async fn told(
    mut conn: &Conn,
    county: &str,
    evaluation: Uuid,
    cards: &[Uuid],
) -> QueryResult<Vec<(String, Value)>> {
    let subjects: Vec<String> = cards.iter().chain([&evaluation]).map(Uuid::to_string).collect();
    let query = events::table
        .filter(events::county_code.eq(county))
        .filter(events::subject_id.eq_any(subjects))
        .filter(events::action.eq_any(["evaluation.scored", "scorecard.corrected"]))
        .order(events::id)
        .select((events::action, events::body));
    let found: Vec<(String, Vec<u8>)> = query.load(&mut conn).await?;
    let read = |body: &[u8]| {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        body.get("changes").cloned().unwrap_or_default()
    };
    Ok(found.into_iter().map(|(action, body)| (action, read(&body))).collect())
}

impl Given {
    fn files(&self) -> Vec<Uuid> {
        serde_json::from_value(self.attachments.clone()).unwrap_or_default()
    }
}

impl Evaluation {
    /// What the rows say was given on a card, as its body tells it, by indicator.
    pub fn entries(&self, card: Uuid) -> HashMap<String, Value> {
        let mine = self.given.iter().filter(|given| given.scorecard_id == card);
        mine.map(|given| (given.indicator_code.clone(), self.entry(given))).collect()
    }

    fn entry(&self, given: &Given) -> Value {
        let file = |id: Uuid| json!({"id": id, "sha256": self.files.get(&id).map(|hash| hex(hash))});
        let proposal = self.proposals.get(&given.indicator_code).copied().flatten();
        json!({
            "indicator": given.indicator_code,
            "points": decimal(given.points),
            "level": given.level,
            "comment": given.comment,
            "proposal": proposal.map(decimal),
            "departure": given.departure,
            "attachments": given.files().into_iter().map(file).collect::<Vec<_>>(),
        })
    }
}

/// Hundredths as the API writes them.
fn decimal(hundredths: i32) -> String {
    format!("{}.{:02}", hundredths.div_euclid(100), hundredths.rem_euclid(100))
}
