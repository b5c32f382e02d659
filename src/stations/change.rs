//! `PATCH /stations/{id}`: how people find and reach it, when it is open, what it offers. The name follows the county's
//! pattern, the state has its history.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{
    announced,
    model::{self, Station, StationRow},
    opening_hours::{self, OpeningHours},
};
use crate::{
    audit::event::Event,
    auth::policy::ChangeStations,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, body::rule_fault, patch::Patch, text::Line},
    places::position::Position,
};

/// What of a station can be changed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = apart))]
pub struct ChangeStation {
    /// Where it is; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub address: Patch<Line>,
    /// Telephone; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub phone: Patch<Line>,
    /// Where it is on the map; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Position>)]
    pub position: Patch<Position>,
    /// When it is open: all of it anew, no two of a weekday at once. An empty list removes it.
    #[serde(default)]
    #[schema(nullable = false, max_items = 21)]
    #[validate(nested)]
    pub opening_hours: Option<Vec<OpeningHours>>,
    /// Codes of the service domains it announces, of the county's catalogue, each once: all of them anew.
    #[serde(default)]
    #[schema(nullable = false, max_items = 100)]
    pub service_domains: Option<Vec<Line>>,
}

fn apart(patch: &ChangeStation) -> Result<(), ValidationError> {
    if patch.opening_hours.as_deref().is_none_or(opening_hours::are_apart) {
        return Ok(());
    }
    let (zh, en) = ("同一天的时段有重叠", "Hours of one weekday overlap");
    Err(rule_fault("/opening_hours", "overlapping", zh, en))
}

/// Changes how people find and reach a station, when it is open and what it announces.
#[utoipa::path(patch, path = "/api/v1/stations/{id}", tag = "stations")]
pub async fn change_station(
    ctx: Ctx<ChangeStations>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeStation>,
) -> Result<Reply<Station>> {
    ctx.write(async |tx| {
        let mut row = model::lock(tx, tx.reach(), path.id).await?;
        if_match.check(row.version)?;
        let domains = match &body.0.service_domains {
            Some(named) => Some(announced::in_catalogue(tx, named).await?),
            None => None,
        };
        let changed = apply(body.0, domains, &mut row);
        if !changed.is_empty() {
            model::save(tx, &row).await?;
            tx.record(Event::new("station.changed", path.id, json!({"fields": changed})));
        }
        Reply::tagged(&model::find(tx, tx.reach(), path.id, tx.today()).await?)
    })
    .await
}

/// Applies the patch; the names of the fields that are different now.
fn apply(patch: ChangeStation, domains: Option<Vec<String>>, row: &mut StationRow) -> Vec<&'static str> {
    let hours = patch.opening_hours.map(opening_hours::in_order);
    [
        ("address", patch.address.apply(&mut row.address)),
        ("phone", patch.phone.apply(&mut row.phone)),
        ("position", patch.position.apply(&mut row.position.0)),
        ("opening_hours", replace(&mut row.opening_hours.0, hours)),
        ("service_domains", replace(&mut row.service_domains.0, domains)),
    ]
    .into_iter()
    .filter_map(|(name, changed)| changed.then_some(name))
    .collect()
}

/// Puts another list in the place of one; tells whether it is different.
fn replace<T: PartialEq>(present: &mut Vec<T>, next: Option<Vec<T>>) -> bool {
    let Some(next) = next.filter(|next| next != present) else { return false };
    *present = next;
    true
}
