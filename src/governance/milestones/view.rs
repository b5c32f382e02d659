//! `GET /milestones` and `GET /milestones/{code}`: one set of statements, for one milestone or for all.

use futures_util::future::try_join3;

use super::{
    answer::{CountyMilestones, Milestone, Telling},
    facts,
    model::{self, MilestonePath},
};
use crate::{
    auth::policy::ReadGovernance,
    db::Conn,
    http::{Ctx, Error, Moment, Path, Query, Reply, Result},
    rules::milestones,
    verdicts::{Asked, Question},
};

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
    let ids = asked.ids();
    let (rows, declared, stations) = try_join3(
        model::milestones(conn, asked.known, only),
        model::standing(conn, asked.known),
        facts::of_stations(conn, asked.known, &asked.policy, &ids),
    )
    .await?;
    let telling = Telling::of(ctx, asked.question);
    let told = rows.into_iter().map(|row| {
        let declaration = declared.iter().find(|declared| declared.milestone_code == row.code);
        let on = declaration.map(|declaration| declaration.reached_on);
        let verdict = milestones::judge(row.aim(), on, &stations, asked.question.as_of);
        telling.milestone(row, verdict, declaration.cloned())
    });
    Ok((asked.question, told.collect()))
}
