//! `GET /townships`.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::policy::ReadReference,
    http::{Ctx, Page, Paging, Reply, Result},
    schema::townships,
    text_enum,
};

text_enum! {
    /// What kind of township.
    TownshipKind {
        /// 镇.
        Town = "town", "镇", "Town";
        /// 乡.
        Township = "township", "乡", "Township";
    }
}

/// A township (乡镇) of the county; it hosts one station.
#[derive(Debug, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = townships)]
pub struct Township {
    /// GB/T 2260 code of the county.
    #[diesel(column_name = county_code)]
    #[schema(example = "469025")]
    pub county: String,
    /// Division code.
    #[schema(example = "469025100")]
    pub code: String,
    /// Full name.
    #[schema(example = "牙叉镇")]
    pub name: String,
    /// Town or township.
    pub kind: TownshipKind,
    /// Its place in the county's plan, from 1.
    pub plan_order: i32,
}

/// Lists the townships of the county in the order of its plan.
#[utoipa::path(get, path = "/api/v1/townships", tag = "places")]
pub async fn list_townships(ctx: Ctx<ReadReference>, paging: Paging) -> Result<Reply<Page<Township>>> {
    let all = || townships::table.filter(townships::county_code.eq(&ctx.reach().county)).into_boxed();
    let mut rows = all();
    if let Some(after) = paging.position::<(i32, String)>()? {
        let (order, code) = after;
        let later = townships::plan_order.eq(order).and(townships::code.gt(code));
        rows = rows.filter(townships::plan_order.gt(order).or(later));
    }
    let rows = rows.order((townships::plan_order, townships::code)).select(Township::as_select());
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all().count()).await).await?;
    paging.page(found, total, |township: &Township| (township.plan_order, township.code.clone()))?.reply()
}
