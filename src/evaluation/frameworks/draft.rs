//! `POST /evaluation-frameworks`.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    indicator::Indicator,
    levels, measured,
    model::{self, Framework, NewDraft},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageFrameworks,
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, fault::Fault, text::Line},
};

/// A framework to draft.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct DraftFramework {
    /// Name.
    pub name: Line,
    /// The indicators in order.
    #[schema(min_items = 1, max_items = 100)]
    pub indicators: Vec<Indicator>,
}

/// Drafts a framework; what a published one must be is judged when it is published.
#[utoipa::path(post, path = "/api/v1/evaluation-frameworks", tag = "evaluation")]
pub async fn draft_framework(
    ctx: Ctx<ManageFrameworks>,
    body: Body<DraftFramework>,
) -> Result<Created<Framework>> {
    judge(&body.0.indicators)?;
    ctx.write(async |tx| write(tx, body.0.name.as_str(), &body.0.indicators, None).await).await
}

/// Writes a draft whose indicators were judged.
pub async fn write(
    tx: &Tx<'_>,
    name: &str,
    indicators: &[Indicator],
    derived_from: Option<Uuid>,
) -> Result<Created<Framework>> {
    let id = tx.new_id();
    let draft = NewDraft { id, name, indicators, derived_from };
    model::insert_draft(tx, tx.county(), draft, tx.now()).await?;
    let told = json!({"indicators": indicators.len(), "derived_from": derived_from});
    tx.record(Event::new("framework.drafted", id, told));
    let framework = model::find(tx, tx.county(), id).await?;
    Ok(Reply::tagged(&framework)?.at(format!("/api/v1/evaluation-frameworks/{id}")))
}

/// Judges the indicators of a draft. Errors: 422 with every fault.
pub fn judge(indicators: &[Indicator]) -> Result<()> {
    let faults = faults(indicators);
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

/// Codes and parties given twice, indicators worth nothing, levels and measures that cannot be.
pub fn faults(indicators: &[Indicator]) -> Vec<Fault> {
    let (mut seen, mut faults) = (HashSet::new(), Vec::new());
    for (n, indicator) in indicators.iter().enumerate() {
        if !seen.insert(&indicator.code) {
            let at = format!("/indicators/{n}/code");
            faults.push(Fault::body(at, "repeated", "指标代码重复", "The code is given twice"));
        }
        if indicator.max_points.hundredths() == 0 {
            let at = format!("/indicators/{n}/max_points");
            faults.push(Fault::body(at, "too_small", "分值须大于0", "More than nought"));
        }
        if repeats(&indicator.parties) {
            let at = format!("/indicators/{n}/parties");
            faults.push(Fault::body(at, "repeated", "评分方重复", "A party is given twice"));
        }
        faults.extend(levels::faults(n, indicator));
        faults.extend(measured::faults(n, indicator));
    }
    faults
}

fn repeats<T: std::hash::Hash + Eq>(items: &[T]) -> bool {
    items.iter().collect::<HashSet<_>>().len() < items.len()
}
