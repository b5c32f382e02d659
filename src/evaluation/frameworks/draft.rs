//! `POST /evaluation-frameworks`.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    indicator::Indicator,
    model::{self, Framework},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageFrameworks,
    http::{Body, Created, Ctx, Error, Reply, Result, fault::Fault, text::Line},
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
    let faults = faults(&body.0.indicators);
    if !faults.is_empty() {
        return Err(Error::invalid(faults));
    }
    ctx.write(async |tx| {
        let (id, DraftFramework { name, indicators }) = (tx.new_id(), &body.0);
        model::insert_draft(tx, tx.county(), id, name.as_str(), indicators, tx.now()).await?;
        tx.record(Event::new("framework.drafted", id, json!({"indicators": indicators.len()})));
        let framework = model::find(tx, tx.county(), id).await?;
        Ok(Reply::tagged(&framework)?.at(format!("/api/v1/evaluation-frameworks/{id}")))
    })
    .await
}

/// Codes given twice, and indicators worth nothing.
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
    }
    faults
}

fn repeats<T: std::hash::Hash + Eq>(items: &[T]) -> bool {
    items.iter().collect::<HashSet<_>>().len() < items.len()
}
