//! Sealed scorecards: every edition has the seal of its body, the newest says what the card's rows say, and from `scored`
//! on the events tell of every seal, so that the tree vouches for them.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{
    Finding, Outcome,
    sealed::{self, Card, Edition, Evaluation},
};
use crate::{db::Conn, http::hex::hex};

/// Recomputes the seals of a county, evaluation by evaluation. Errors: the first bad card; unreadable.
pub async fn check(conn: &Conn, county: &str) -> Outcome<()> {
    let mut after = Uuid::nil();
    while let Some(evaluation) = sealed::next(conn, county, after).await? {
        after = evaluation.id;
        let bad = |what: String| Finding::new(county, None, None, what);
        evaluation.editions.iter().try_for_each(|edition| own_seal(&evaluation, edition)).map_err(bad)?;
        evaluation.cards.iter().try_for_each(|card| agrees(&evaluation, card)).map_err(bad)?;
        vouched(&evaluation).map_err(bad)?;
    }
    Ok(())
}

type Verdict = Result<(), String>;

/// The edition's seal is that of its body, and its columns are what the body says.
fn own_seal(evaluation: &Evaluation, edition: &Edition) -> Verdict {
    let name = format!("scorecard {} edition {}", edition.scorecard_id, edition.edition);
    if Sha256::digest(&edition.body)[..] != edition.seal[..] {
        return Err(format!("{name}: the seal is not that of the body"));
    }
    let body: Value =
        serde_json::from_slice(&edition.body).map_err(|_| format!("{name}: the body cannot be read"))?;
    let columns = [
        ("evaluation_id", text(&body, "evaluation_id") == evaluation.id.to_string()),
        ("framework_id", text(&body, "framework_id") == evaluation.framework.to_string()),
        ("party", text(&body, "party") == edition.party),
        ("edition", body.get("edition").and_then(Value::as_i64) == Some(edition.edition.into())),
        ("sealed_by", text(&body, "submitted_by") == edition.sealed_by.to_string()),
        ("sealed_at", instant(&body) == Some(edition.sealed_at)),
    ];
    first(&name, &columns)
}

/// The card's rows are what its newest edition says.
fn agrees(evaluation: &Evaluation, card: &Card) -> Verdict {
    let name = format!("scorecard {}", card.id);
    let newest = evaluation.editions.iter().rfind(|edition| edition.scorecard_id == card.id);
    let Some(newest) = newest else {
        let draft = card.state == "draft";
        return draft.then_some(()).ok_or_else(|| format!("{name}: its sealed edition is gone"));
    };
    if card.state == "draft" {
        let open = evaluation.open.contains(&card.party);
        return open
            .then_some(())
            .ok_or_else(|| format!("{name}: it is sealed, and a draft that nobody opened"));
    }
    let body: Value = serde_json::from_slice(&newest.body).unwrap_or_default();
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let columns = [
        ("party", text(&body, "party") == card.party),
        ("submitted_by", text(&body, "submitted_by") == id(card.submitted_by)),
        ("submitted_at", instant(&body) == card.submitted_at),
        ("prepared_by", text(&body, "prepared_by") == id(card.prepared_by)),
        ("nonce", text(&body, "nonce") == card.nonce.as_deref().map(hex).unwrap_or_default()),
        ("seal", card.seal.as_deref() == Some(&newest.seal[..])),
    ];
    first(&name, &columns)?;
    entries(&name, &body, &evaluation.entries(card.id))
}

/// The same indicators, and the same of each.
fn entries(name: &str, body: &Value, rows: &HashMap<String, Value>) -> Verdict {
    let sealed = body.get("entries").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if sealed.len() != rows.len() {
        return Err(format!("{name}: {} indicators are sealed, {} are there", sealed.len(), rows.len()));
    }
    for entry in sealed {
        let code = text(entry, "indicator");
        let row = rows.get(code).and_then(Value::as_object);
        let row = row.ok_or_else(|| format!("{name}: the points for {code} are gone"))?;
        let other = row.iter().find(|(member, value)| entry.get(member.as_str()) != Some(*value));
        if let Some((member, _)) = other {
            return Err(format!("{name}: {member} of {code} is not what was sealed"));
        }
    }
    Ok(())
}

/// From `scored` on the events tell of exactly the seals that are there.
fn vouched(evaluation: &Evaluation) -> Verdict {
    let name = format!("evaluation {}", evaluation.id);
    let scored = evaluation.told.iter().any(|(action, _)| action == "evaluation.scored");
    let late = ["scored", "provisional", "final", "published"].contains(&evaluation.state.as_str());
    if !scored {
        return (!late).then_some(()).ok_or_else(|| format!("{name}: no event tells of its seals"));
    }
    let told: BTreeSet<_> = evaluation.told.iter().flat_map(|(_, changes)| seals(changes)).collect();
    let there = evaluation.editions.iter();
    let there: BTreeSet<_> =
        there.map(|one| (one.party.clone(), i64::from(one.edition), hex(&one.seal))).collect();
    match told.symmetric_difference(&there).next() {
        None => Ok(()),
        Some((party, edition, _)) => {
            Err(format!("{name}: the seal of edition {edition} of {party} is not the one the events tell"))
        }
    }
}

/// The seals in an event: a list of three cards' in `evaluation.scored`, one in `scorecard.corrected`.
fn seals(changes: &Value) -> Vec<(String, i64, String)> {
    let one = std::slice::from_ref(changes);
    let all = changes.get("seals").and_then(Value::as_array).map_or(one, Vec::as_slice);
    let read = |seal: &Value| {
        let edition = seal.get("edition").and_then(Value::as_i64).unwrap_or_default();
        (text(seal, "party").to_owned(), edition, text(seal, "seal").to_owned())
    };
    all.iter().map(read).collect()
}

/// The first column that is not what the body says.
fn first(name: &str, columns: &[(&str, bool)]) -> Verdict {
    match columns.iter().find(|(_, same)| !same) {
        None => Ok(()),
        Some((column, _)) => Err(format!("{name}: {column} is not what was sealed")),
    }
}

fn text<'v>(body: &'v Value, member: &str) -> &'v str {
    body.get(member).and_then(Value::as_str).unwrap_or_default()
}

fn instant(body: &Value) -> Option<DateTime<Utc>> {
    text(body, "submitted_at").parse().ok()
}
