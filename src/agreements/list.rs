//! `GET /agreements` and `GET /agreements/{id}`.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    answer::{self, Agreement, At},
    model::{self, AgreementRow},
};
use crate::{
    auth::{policy::ReadAgreements, reach::Reach},
    http::{Ctx, Id, Moment, Paging, Path, Query, Reply, Result},
    rules::agreements::AgreementState,
    schema::{agreement_stations, agreements},
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AgreementFilter {
    /// Only agreements that name this station, or once did.
    pub station: Option<Uuid>,
    /// Only agreements in force on this day (drafts and voided ones are in force on none), with the terms of that day.
    pub as_of: Option<NaiveDate>,
    /// Only agreements that stand so today.
    pub state: Option<AgreementState>,
}

/// Lists the agreements within reach in the order of their recording.
#[utoipa::path(get, path = "/api/v1/agreements", tag = "agreements")]
pub async fn list_agreements(
    ctx: Ctx<ReadAgreements>,
    filter: Query<AgreementFilter>,
    paging: Paging,
) -> Result<Listing<Agreement>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let all = || filtered(ctx.reach(), &filter.0, ctx.today());
        let at = At { day: filter.0.as_of.unwrap_or(ctx.today()), known: DateTime::<Utc>::MAX_UTC };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(agreements::id.gt(after));
        }
        let rows = rows.order(agreements::id).select(AgreementRow::as_select());
        let (rows, total) = paging.read(conn, rows, all().count()).await?;
        let found = answer::tell(conn, &ctx.reach().county, rows, at).await?;
        paging.page(found, total, |agreement| agreement.id)
    })
    .await
}

type Agreements<'a> = agreements::BoxedQuery<'a, Pg>;
type Cover<'a> = agreement_stations::BoxedQuery<'a, Pg>;

fn filtered<'a>(reach: &'a Reach, filter: &AgreementFilter, today: NaiveDate) -> Agreements<'a> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        let covering = agreement_stations::table
            .filter(agreement_stations::county_code.eq(&reach.county))
            .filter(agreement_stations::station_id.eq(station))
            .select(agreement_stations::agreement_id);
        let named = agreements::station_ids.contains(serde_json::json!([station]));
        rows = rows.filter(agreements::id.eq_any(covering).or(named));
    }
    if let Some(day) = filter.as_of {
        let covering = lasting(reach, day).filter(agreement_stations::valid_from.le(day));
        rows = rows.filter(agreements::id.eq_any(covering.select(agreement_stations::agreement_id)));
    }
    match filter.state {
        Some(state) => standing(rows, reach, state, today),
        None => rows,
    }
}

/// The cover that lasts beyond the end of a day's eve: on that day or later.
fn lasting(reach: &Reach, day: NaiveDate) -> Cover<'_> {
    agreement_stations::table
        .filter(agreement_stations::county_code.eq(&reach.county))
        .filter(agreement_stations::voided_at.is_null())
        .filter(agreement_stations::valid_to.gt(day))
        .into_boxed()
}

/// The agreements of a state, as `AgreementPaper::state_on` tells it: in the database, where pages are cut.
fn standing<'a>(
    rows: Agreements<'a>,
    reach: &'a Reach,
    state: AgreementState,
    day: NaiveDate,
) -> Agreements<'a> {
    if state == AgreementState::Voided {
        return rows.filter(agreements::voided_at.is_not_null());
    }
    let rows = rows.filter(agreements::voided_at.is_null());
    let ended =
        agreements::terminated_on.assume_not_null().le(day).and(agreements::terminated_on.is_not_null());
    let lasting = lasting(reach, day).select(agreement_stations::agreement_id);
    match state {
        AgreementState::Draft => rows.filter(agreements::signed_on.is_null()),
        AgreementState::Terminated => rows.filter(ended),
        AgreementState::Signed => {
            let rows = rows.filter(agreements::signed_on.is_not_null()).filter(diesel::dsl::not(ended));
            rows.filter(agreements::valid_from.gt(day))
        }
        AgreementState::Active => {
            let rows = rows.filter(agreements::valid_from.le(day));
            rows.filter(agreements::id.eq_any(lasting))
        }
        AgreementState::Expired | AgreementState::Voided => {
            let rows = rows.filter(agreements::signed_on.is_not_null()).filter(diesel::dsl::not(ended));
            rows.filter(agreements::valid_from.le(day)).filter(agreements::id.ne_all(lasting))
        }
    }
}

/// Shows one agreement with its terms and its state on a day.
#[utoipa::path(get, path = "/api/v1/agreements/{id}", tag = "agreements")]
pub async fn get_agreement(
    ctx: Ctx<ReadAgreements>,
    path: Path<Id>,
    moment: Query<Moment>,
) -> Result<Reply<Agreement>> {
    let at = At { day: moment.0.day(&ctx), known: moment.0.known(&ctx)? };
    Reply::tagged(&ctx.read(async |conn| answer::find(conn, ctx.reach(), path.id, at).await).await?)
}
