//! `PATCH /progress-reports/{id}`.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    model::{self, ReportTexts},
    stated::{self, StatedFigure},
    steps,
    view::{self, ProgressReport},
};
use crate::{
    audit::event::Event,
    auth::policy::DraftProgressReports,
    db::json::Json,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, patch::Patch, text::Prose},
    rules::report_states::ReportAction,
};

/// What of a report can be changed. It is read by many: no names of clients, no identity numbers, telephones, addresses.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeProgressReport {
    /// What was done in the month; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Prose>)]
    pub work_done: Patch<Prose>,
    /// What stood in the way; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Prose>)]
    pub problems: Patch<Prose>,
    /// What is planned for the next month; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Prose>)]
    pub next_plan: Patch<Prose>,
    /// The figures that the station states otherwise than they are counted, each once: all of them anew.
    #[serde(default)]
    #[schema(nullable = false, max_items = 4)]
    pub stated: Option<Vec<StatedFigure>>,
}

/// Writes on a draft, or on a report that was returned.
#[utoipa::path(patch, path = "/api/v1/progress-reports/{id}", tag = "progress_reports")]
pub async fn change_progress_report(
    ctx: Ctx<DraftProgressReports>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeProgressReport>,
) -> Result<Reply<ProgressReport>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let mut report = steps::take::open(tx, path.id, &if_match, ReportAction::Change).await?;
        let changed = body.0.apply(&mut report.texts)?;
        if !changed.is_empty() {
            model::save(tx, &mut report).await?;
            let told = json!({"station": report.facts.station_id, "fields": changed});
            tx.record(Event::new("progress_report.changed", path.id, told));
        }
        Reply::tagged_as_shown(&view::show(tx, (tx.county(), tx.today()), report, caller).await?)
    })
    .await
}

impl ChangeProgressReport {
    /// Changes what a report says; the names of the members that changed. Errors: 422 for a figure stated twice.
    fn apply(self, texts: &mut ReportTexts) -> Result<Vec<&'static str>> {
        let mut changed = Vec::new();
        for (name, patch, text) in [
            ("work_done", self.work_done, &mut texts.work_done),
            ("problems", self.problems, &mut texts.problems),
            ("next_plan", self.next_plan, &mut texts.next_plan),
        ] {
            if patch.apply(text) {
                changed.push(name);
            }
        }
        if let Some(stated) = self.stated {
            stated::require_once(&stated)?;
            if texts.stated.0 != stated {
                texts.stated = Json(stated);
                changed.push("stated");
            }
        }
        Ok(changed)
    }
}
