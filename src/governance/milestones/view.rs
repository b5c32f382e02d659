//! `GET /milestones` and `GET /milestones/{code}`: one set of statements, for one milestone or for all.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    facts,
    model::{self, MilestoneDeclaration, MilestonePath, MilestoneRow},
};
use crate::{
    auth::{
        policy::{ReadGovernance, ReadStations},
        reach::Reach,
    },
    db::{Conn, json::Json},
    http::{Ctx, Error, Moment, Path, Query, Reply, Result, locale::Locale},
    rules::{
        finding::{Bilingual, Responsible},
        milestones::{
            self, MilestoneDerivation, MilestonePhase, MilestoneStatus, MilestoneVerdict, Progress,
        },
    },
    verdicts::{Asked, Question},
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

/// Shows the milestones of the county's plan and whether each is reached on a day (九).
///
/// Where facts tell, they decide: rooms, agreements, postings, states, evaluations. A declaration of the bureau stands
/// beside them, and decides only where there is nothing to derive from.
#[utoipa::path(get, path = "/api/v1/milestones", tag = "governance")]
pub async fn list_milestones(
    ctx: Ctx<ReadGovernance>,
    moment: Query<Moment>,
) -> Result<Reply<CountyMilestones>> {
    let (question, items) = ctx.read(async |conn| judged(conn, &ctx, moment.0, None).await).await?;
    Reply::computed(&CountyMilestones { question, items })
}

/// Shows one milestone and whether it is reached on a day (九).
#[utoipa::path(get, path = "/api/v1/milestones/{code}", tag = "governance")]
pub async fn get_milestone(
    ctx: Ctx<ReadGovernance>,
    path: Path<MilestonePath>,
    moment: Query<Moment>,
) -> Result<Reply<Milestone>> {
    let code = path.code()?;
    let one = ctx.read(async |conn| judged(conn, &ctx, moment.0, Some(code)).await).await?.1.pop();
    Reply::computed(&one.ok_or_else(Error::not_found)?)
}

async fn judged(
    conn: &Conn,
    ctx: &Ctx<ReadGovernance>,
    moment: Moment,
    only: Option<&str>,
) -> Result<(Question, Vec<Milestone>)> {
    let asked = Asked::of(conn, ctx, moment, None).await?;
    let rows = model::milestones(conn, asked.known, only).await?;
    let declared = model::standing(conn, asked.known).await?;
    let stations = facts::of_stations(conn, asked.known, &asked.policy, &asked.ids()).await?;
    let telling = Telling { question: asked.question, locale: ctx.locale(), stations: readable(ctx) };
    let told = rows.into_iter().map(|row| {
        let declaration = declared.iter().find(|declared| declared.milestone_code == row.code).cloned();
        let on = declaration.as_ref().map(|declaration| declaration.reached_on);
        let verdict = milestones::judge(&row.aim(), on, &stations, asked.question.as_of);
        telling.milestone(row, verdict, declaration)
    });
    Ok((asked.question, told.collect()))
}

/// The stations whose ids the caller may see; none for a machine client that may not read stations.
fn readable(ctx: &Ctx<ReadGovernance>) -> Option<Reach> {
    ctx.caller().ok()?.reach::<ReadStations>(Some(&ctx.reach().county)).ok()
}

/// How the verdicts are told to a caller.
struct Telling {
    question: Question,
    locale: Locale,
    stations: Option<Reach>,
}

impl Telling {
    fn milestone(
        &self,
        row: MilestoneRow,
        verdict: MilestoneVerdict,
        declaration: Option<MilestoneDeclaration>,
    ) -> Milestone {
        let seen = |station: &Uuid| self.stations.as_ref().is_some_and(|reach| reach.covers(*station));
        Milestone {
            code: row.code,
            phase: row.phase,
            name: self.text(Bilingual::new(row.name_zh, row.name_en)),
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
            reading: self.text(verdict.reading),
            message: self.text(verdict.message),
        }
    }

    fn text(&self, text: Bilingual) -> String {
        match self.locale {
            Locale::Zh => text.zh,
            Locale::En => text.en,
        }
    }
}

impl StandingDeclaration {
    fn of(declaration: MilestoneDeclaration) -> Self {
        let MilestoneDeclaration { id, reached_on, note, attachments, recorded_at, .. } = declaration;
        Self { id, reached_on, note, attachments, recorded_at }
    }
}
