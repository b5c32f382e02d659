//! `GET /evaluation-frameworks/{id}/comparison`.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    indicator::{Indicator, IndicatorContent},
    maxima::{self, written},
    model::{self, Framework},
};
use crate::{
    auth::policy::ReadFrameworks,
    db::text_enum::TextEnum as _,
    evaluation::model::Party,
    http::{Ctx, Error, Id, Path, Query, Reply, Result},
};

/// What to compare with.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ComparedWith {
    /// The other framework; the one that this was derived from when left out.
    pub with: Option<Uuid>,
}

/// What a framework has otherwise than another.
#[derive(Debug, Serialize, ToSchema)]
pub struct FrameworkComparison {
    /// The framework.
    pub framework_id: Uuid,
    /// The other one: what was before.
    pub with: Uuid,
    /// Codes of indicators that the other has not, in the order of the framework.
    pub added: Vec<String>,
    /// Codes of indicators that only the other has, in its order.
    pub removed: Vec<String>,
    /// The indicators of both that are not alike, in the order of the framework.
    pub changed: Vec<FrameworkIndicatorChange>,
    /// The points of each content.
    pub contents: Vec<FrameworkContentPoints>,
    /// The points that each party has to give.
    pub parties: Vec<FrameworkPartyPoints>,
}

/// An indicator that is otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub struct FrameworkIndicatorChange {
    /// Its code.
    #[schema(example = "A2")]
    pub code: String,
    /// What is otherwise; `position` is its place among those that both have.
    pub fields: Vec<FrameworkMemberChange>,
}

/// A member that is otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub struct FrameworkMemberChange {
    /// Its name.
    #[schema(example = "max_points")]
    pub field: String,
    /// What it was.
    #[schema(required)]
    pub before: Value,
    /// What it is.
    #[schema(required)]
    pub after: Value,
}

/// The points of a content.
#[derive(Debug, Serialize, ToSchema)]
pub struct FrameworkContentPoints {
    /// The content.
    pub content: IndicatorContent,
    /// Points before.
    #[schema(example = "25.00")]
    pub before: String,
    /// Points after.
    #[schema(example = "24.00")]
    pub after: String,
}

/// The points that a party has to give.
#[derive(Debug, Serialize, ToSchema)]
pub struct FrameworkPartyPoints {
    /// The party.
    pub party: Party,
    /// Its own maximum before.
    #[schema(example = "51.00")]
    pub before: String,
    /// Its own maximum after.
    #[schema(example = "55.00")]
    pub after: String,
}

/// Compares a framework with another: indicators added, removed and changed member by member, the points of each content
/// and each party's own maximum before and after.
#[utoipa::path(get, path = "/api/v1/evaluation-frameworks/{id}/comparison", tag = "evaluation")]
pub async fn compare_frameworks(
    ctx: Ctx<ReadFrameworks>,
    path: Path<Id>,
    query: Query<ComparedWith>,
) -> Result<Reply<FrameworkComparison>> {
    let county = &ctx.reach().county;
    let both = ctx.read(async |conn| {
        let after = model::find(conn, county, path.id).await?;
        let with = query.0.with.or(after.derived_from).ok_or_else(Error::not_found)?;
        Ok((model::find(conn, county, with).await?, after))
    });
    let (before, after) = both.await?;
    Reply::computed(&compare(&before, &after)?)
}

fn compare(before: &Framework, after: &Framework) -> Result<FrameworkComparison> {
    let (was, is) = (&before.indicators, &after.indicators);
    let former = common(was, is);
    let changed = common(is, was).into_iter().enumerate().filter_map(|(place, one)| {
        let (was_at, was) = former.iter().enumerate().find(|(_, other)| other.code == one.code)?;
        changes((was, was_at), (one, place)).transpose()
    });
    Ok(FrameworkComparison {
        framework_id: after.id,
        with: before.id,
        added: only_in(is, was),
        removed: only_in(was, is),
        changed: changed.collect::<Result<_>>()?,
        contents: contents(was, is),
        parties: parties(was, is),
    })
}

fn codes(all: &[Indicator]) -> HashSet<&str> {
    all.iter().map(|one| one.code.as_str()).collect()
}

fn only_in(these: &[Indicator], others: &[Indicator]) -> Vec<String> {
    let known = codes(others);
    these.iter().map(|one| &one.code).filter(|code| !known.contains(code.as_str())).cloned().collect()
}

/// Of these the ones that the others have too, in this order.
fn common<'a>(these: &'a [Indicator], others: &[Indicator]) -> Vec<&'a Indicator> {
    let known = codes(others);
    these.iter().filter(|one| known.contains(one.code.as_str())).collect()
}

/// What is otherwise of an indicator; none when nothing is.
fn changes(
    (was, was_at): (&Indicator, usize),
    (is, is_at): (&Indicator, usize),
) -> Result<Option<FrameworkIndicatorChange>> {
    let (before, after) = (serde_json::to_value(was)?, serde_json::to_value(is)?);
    let members = after.as_object().into_iter().flatten();
    let other = members.filter(|(name, value)| before.get(name.as_str()) != Some(*value));
    let member = |(name, value): (&String, &Value)| FrameworkMemberChange {
        field: name.clone(),
        before: before.get(name).cloned().unwrap_or_default(),
        after: value.clone(),
    };
    let mut fields: Vec<FrameworkMemberChange> = other.map(member).collect();
    if was_at != is_at {
        let field = "position".to_owned();
        let place = |at: usize| Value::from(at.saturating_add(1));
        fields.push(FrameworkMemberChange { field, before: place(was_at), after: place(is_at) });
    }
    Ok((!fields.is_empty()).then(|| FrameworkIndicatorChange { code: is.code.clone(), fields }))
}

fn contents(was: &[Indicator], is: &[Indicator]) -> Vec<FrameworkContentPoints> {
    let of = |all: &[Indicator], content: IndicatorContent| {
        let own = all.iter().filter(|one| one.content == content);
        written(own.map(|one| one.max_points.hundredths()).sum())
    };
    let all = IndicatorContent::LABELS.iter().filter_map(|one| IndicatorContent::from_code(one.code));
    all.map(|content| FrameworkContentPoints { content, before: of(was, content), after: of(is, content) })
        .collect()
}

fn parties(was: &[Indicator], is: &[Indicator]) -> Vec<FrameworkPartyPoints> {
    let both = maxima::of(was).into_iter().zip(maxima::of(is));
    let one = |(was, is): (maxima::PartyMaximum, maxima::PartyMaximum)| FrameworkPartyPoints {
        party: is.party,
        before: was.own_maximum,
        after: is.own_maximum,
    };
    both.map(one).collect()
}
