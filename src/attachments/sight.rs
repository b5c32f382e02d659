//! Who sees a file: who may see a thing that it belongs to; while it belongs to nothing, only its uploader.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join;
use uuid::Uuid;

use super::{
    model::{Attachment, AttachmentUse, AttachmentView},
    uses::AttachedTo,
};
use crate::{
    auth::{
        caller::Caller,
        policy::{
            Action, ReadAgreements, ReadAppeals, ReadBriefs, ReadGovernance, ReadPreparation, ReadScorecards,
            ReadServiceLogs, ReadStations,
        },
        reach::Reach,
    },
    db::Conn,
    evaluation::preparation::materials::model as materials,
    evaluation::scorecards::blind::{self, Viewer},
    http::{Ctx, Error, Result},
    schema::{attachment_uses, attachments},
};

/// How far the caller sees things of a kind, by the action that reads them: one line a kind. Errors: 403.
fn reach_of(kind: AttachedTo, caller: &Caller) -> Result<Reach> {
    match kind {
        AttachedTo::StationFact => caller.reach::<ReadStations>(None),
        AttachedTo::ServiceLog => caller.reach::<ReadServiceLogs>(None),
        AttachedTo::MilestoneDeclaration => caller.reach::<ReadGovernance>(None),
        AttachedTo::Agreement => caller.reach::<ReadAgreements>(None),
        AttachedTo::Brief => caller.reach::<ReadBriefs>(None),
        AttachedTo::EvaluationMaterial => caller.reach::<ReadPreparation>(None),
        AttachedTo::Appeal => caller.reach::<ReadAppeals>(None),
        AttachedTo::Scorecard => caller.reach::<ReadScorecards>(None),
    }
}

/// Whether the caller may read the thing itself: what was handed in for an evaluation, if it may read that; a
/// scorecard, if it may read that yet; an appeal, which belongs to no station so that the next contractor of the station
/// does not see it, also if it uploaded the file.
async fn sees(conn: &Conn, caller: &Caller, used: &AttachmentUse, uploader: Uuid) -> Result<bool> {
    let Ok(reach) = reach_of(used.kind, caller) else { return Ok(false) };
    match used.kind {
        AttachedTo::EvaluationMaterial => return materials::may_read(conn, &reach, used.id).await,
        AttachedTo::Scorecard => {
            return blind::may_read(conn, &reach, Viewer::of(caller.role), used.id).await;
        }
        AttachedTo::Appeal if uploader == caller.id => return Ok(true),
        _ => {}
    }
    Ok(used.station_id.map_or_else(|| reach.only_stations().is_none(), |station| reach.covers(station)))
}

/// The attachment with the uses through which the caller sees it. Errors: 404.
pub async fn visible<A: Action>(ctx: &Ctx<A>, id: Uuid) -> Result<AttachmentView> {
    let (county, caller) = (&ctx.reach().county, ctx.caller()?);
    let view = ctx.read(async |conn| {
        let ((attachment, uploader), all) = try_join(find(conn, county, id), uses(conn, county, id)).await?;
        let (unused, mut uses) = (all.is_empty(), Vec::new());
        for used in all {
            if sees(conn, caller, &used, uploader).await? {
                uses.push(used);
            }
        }
        if uses.is_empty() && !(unused && uploader == caller.id) {
            return Err(Error::not_found());
        }
        Ok(AttachmentView { attachment, uses })
    });
    view.await
}

async fn find(mut conn: &Conn, county: &str, id: Uuid) -> QueryResult<(Attachment, Uuid)> {
    let row = attachments::table.find((county, id));
    row.select((Attachment::as_select(), attachments::uploaded_by)).first(&mut conn).await
}

async fn uses(mut conn: &Conn, county: &str, id: Uuid) -> QueryResult<Vec<AttachmentUse>> {
    let all = attachment_uses::table
        .filter(attachment_uses::county_code.eq(county))
        .filter(attachment_uses::attachment_id.eq(id));
    let order = (attachment_uses::recorded_at, attachment_uses::subject_id);
    all.order(order).select(AttachmentUse::as_select()).load(&mut conn).await
}
