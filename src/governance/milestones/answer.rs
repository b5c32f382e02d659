//! Milestones as the caller reads them: sentences in his language, and the stations that he may read.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{MilestoneDeclaration, MilestoneRow};
use crate::{
    auth::{
        policy::{ReadGovernance, ReadStations},
        reach::Reach,
    },
    bilingual::Bilingual,
    db::json::Json,
    http::{Ctx, locale::Locale},
    rules::{
        finding::Responsible,
        milestones::{MilestoneDerivation, MilestonePhase, MilestoneStatus, MilestoneVerdict, Progress},
    },
    verdicts::Question,
};

/// A milestone of the plan, and whether it is reached.
#[derive(Debug, Serialize, ToSchema)]
pub struct Milestone {
    /// Its code.
    #[schema(example = "M1")]
    pub code: String,
    /// The step of the plan it belongs to.
    pub phase: MilestonePhase,
    /// Its name.
    #[schema(example = "落实乡镇社工站点场地")]
    pub name: String,
    /// The last day on which it is in time.
    pub due_on: NaiveDate,
    /// Who has to see to it.
    pub responsible: Responsible,
    /// The clause of the plan that sets it.
    #[schema(example = "九（一）")]
    pub source: &'static str,
    /// The facts it follows from; null when it can only be declared.
    #[schema(required)]
    pub derived_from: Option<MilestoneDerivation>,
    /// What was asked.
    #[serde(flatten)]
    pub question: Question,
    /// Whether it is reached: what the facts show, or where there are none what the bureau declares.
    pub status: MilestoneStatus,
    /// Since when.
    #[schema(required)]
    pub reached_on: Option<NaiveDate>,
    /// Days past the due day, when it was reached or so far; null when it is unknown.
    #[schema(required, minimum = 0)]
    pub late_days: Option<i64>,
    /// How many stations have what it asks for; null when nothing is derived.
    #[schema(required)]
    pub progress: Option<Progress>,
    /// Stations that lack it, as far as the caller may read them.
    pub missing: Vec<Uuid>,
    /// The bureau's declaration that stands; it never changes what the facts show.
    #[schema(required)]
    pub declaration: Option<StandingDeclaration>,
    /// From which facts it is taken to follow; this part is ours.
    pub reading: String,
    /// The verdict in a sentence.
    pub message: String,
}

/// A declaration, as it stood at the instant asked about.
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingDeclaration {
    /// Id of the declaration.
    pub id: Uuid,
    /// The day on which the milestone was reached.
    pub reached_on: NaiveDate,
    /// What is to be said of it.
    pub note: Option<String>,
    /// Files that show it.
    #[schema(value_type = Vec<Uuid>)]
    pub attachments: Json<Vec<Uuid>>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// The milestones of a county.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountyMilestones {
    /// What was asked.
    #[serde(flatten)]
    pub question: Question,
    /// The milestones in the order of the plan.
    pub items: Vec<Milestone>,
}

/// How the verdicts are told to a caller.
pub struct Telling {
    question: Question,
    locale: Locale,
    stations: Option<Reach>,
}

impl Telling {
    /// How the caller of a request is told. A machine client that may not read stations sees none of their ids.
    pub fn of(ctx: &Ctx<ReadGovernance>, question: Question) -> Self {
        let county = Some(ctx.reach().county.as_str());
        let stations = ctx.caller().and_then(|caller| caller.reach::<ReadStations>(county)).ok();
        Self { question, locale: ctx.locale(), stations }
    }

    /// Tells of a milestone.
    pub fn milestone(
        &self,
        row: MilestoneRow,
        verdict: MilestoneVerdict,
        declaration: Option<MilestoneDeclaration>,
    ) -> Milestone {
        let seen = |station: &Uuid| self.stations.as_ref().is_some_and(|reach| reach.covers(*station));
        Milestone {
            code: row.code,
            phase: row.phase,
            name: self.locale.told(Bilingual::new(row.name_zh, row.name_en)),
            due_on: row.due_on,
            responsible: row.responsible,
            source: verdict.source,
            derived_from: row.derived_from,
            question: self.question,
            status: verdict.status,
            reached_on: verdict.reached_on,
            late_days: verdict.late_days,
            progress: verdict.progress,
            missing: verdict.missing.into_iter().filter(seen).collect(),
            declaration: declaration.map(StandingDeclaration::of),
            reading: self.locale.told(verdict.reading),
            message: self.locale.told(verdict.message),
        }
    }
}

impl StandingDeclaration {
    fn of(declaration: MilestoneDeclaration) -> Self {
        let MilestoneDeclaration { id, reached_on, note, attachments, recorded_at, .. } = declaration;
        Self { id, reached_on, note, attachments, recorded_at }
    }
}
