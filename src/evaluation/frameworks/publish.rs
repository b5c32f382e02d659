//! `POST /evaluation-frameworks/{id}/publication`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    draft,
    indicator::{Indicator, IndicatorContent},
    measured,
    model::{self, Framework, FrameworkState},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageFrameworks,
    db::text_enum::TextEnum as _,
    evaluation::model::Party,
    http::{Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, codes::Code, fault::Fault},
    schema::evaluation_frameworks,
};

/// Publishes a draft whose points make exactly 100.00 over the four contents; from then on it never changes.
#[utoipa::path(post, path = "/api/v1/evaluation-frameworks/{id}/publication", tag = "evaluation")]
pub async fn publish_framework(
    ctx: Ctx<ManageFrameworks>,
    path: Path<Id>,
    if_match: IfMatch,
) -> Result<Reply<Framework>> {
    ctx.write(async |tx| {
        let head = model::lock(tx, tx.county(), path.id).await?;
        if_match.check(head.version)?;
        let framework = model::find(tx, tx.county(), path.id).await?;
        judge(&framework)?;
        save(tx, &framework).await?;
        tx.record(Event::new("framework.published", path.id, json!({"on": tx.today()})));
        Reply::tagged(&model::find(tx, tx.county(), path.id).await?)
    })
    .await
}

async fn save(tx: &Tx<'_>, framework: &Framework) -> Result<()> {
    let one = evaluation_frameworks::table
        .find((tx.county(), framework.id))
        .filter(evaluation_frameworks::version.eq(framework.version));
    let change = (
        evaluation_frameworks::state.eq(FrameworkState::Published),
        evaluation_frameworks::published_on.eq(tx.today()),
        evaluation_frameworks::version.eq(framework.version.saturating_add(1)),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}

/// What keeps a draft from being published; the pointers are into the framework as it is read.
fn judge(framework: &Framework) -> Result<()> {
    model::require_draft(framework.state)?;
    let faults = faults(&framework.indicators);
    if faults.is_empty() {
        return Ok(());
    }
    let refused = Error::new(Code::Conflict)
        .detail("指标体系尚不符合发布条件，见 errors", "The framework cannot be published yet; see errors");
    Err(refused.faults(faults))
}

/// What keeps indicators from being a framework: not 100 points, a content or a party without any, a computed one that
/// nobody could compute, and whatever a draft must not be.
pub fn faults(indicators: &[Indicator]) -> Vec<Fault> {
    let whole = |code, zh: String, en: String| Fault::body("/indicators", code, zh, en);
    let mut faults = Vec::new();
    let sum: u32 = indicators.iter().map(|one| one.max_points.hundredths()).sum();
    if sum != 10_000 {
        let (points, part) = (sum.div_euclid(100), sum.rem_euclid(100));
        let zh = format!("分值合计须为100.00，现为{points}.{part:02}");
        faults.push(whole("not_100", zh, format!("The points make {points}.{part:02}, not 100.00")));
    }
    let missing = IndicatorContent::LABELS
        .iter()
        .filter(|label| indicators.iter().all(|one| one.content.code() != label.code));
    faults.extend(missing.map(|label| {
        whole("content_missing", format!("缺少“{}”", label.zh), format!("Nothing of {}", label.code))
    }));
    let idle = Party::LABELS.iter().filter(|label| {
        indicators.iter().all(|one| one.parties.iter().all(|party| party.code() != label.code))
    });
    faults.extend(idle.map(|label| {
        whole("party_idle", format!("{}没有可评的指标", label.zh), format!("{} scores nothing", label.en))
    }));
    let unscored = indicators.iter().enumerate().filter(|(_, one)| one.parties.is_empty());
    faults.extend(unscored.map(|(n, _)| {
        Fault::body(format!("/indicators/{n}/parties"), "too_few", "至少一方评分", "At least one party")
    }));
    faults.extend(draft::faults(indicators));
    faults.extend(indicators.iter().enumerate().filter_map(|(n, one)| measured::missing(n, one)));
    faults
}
