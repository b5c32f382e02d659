//! `GET /service-items`.

use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::ServiceItem;
use crate::{
    auth::policy::ReadReference,
    http::{Ctx, Paging, Query, Result},
    schema::service_items,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ItemFilter {
    /// Only items of the domain with this code.
    #[param(pattern = "^[0-9A-Za-z.]{1,20}$", example = "1")]
    pub domain: Option<String>,
}

/// Lists the service items of the county's catalogue (annex 1), in the catalogue's order.
#[utoipa::path(get, path = "/api/v1/service-items", tag = "catalogue")]
pub async fn list_service_items(
    ctx: Ctx<ReadReference>,
    filter: Query<ItemFilter>,
    paging: Paging,
) -> Result<Listing<ServiceItem>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let all = || {
            let county = service_items::county_code.eq(&ctx.reach().county);
            let rows = service_items::table.filter(county).into_boxed();
            match &filter.0.domain {
                Some(domain) => rows.filter(service_items::domain_code.eq(domain)),
                None => rows,
            }
        };
        let mut rows = all();
        if let Some((position, code)) = paging.position::<(i32, String)>()? {
            let same = service_items::position.eq(position).and(service_items::code.gt(code));
            rows = rows.filter(service_items::position.gt(position).or(same));
        }
        let rows =
            rows.order((service_items::position, service_items::code)).select(ServiceItem::as_select());
        let (found, total) = paging.read(conn, rows, all().count()).await?;
        paging.page(found, total, |item: &ServiceItem| (item.position, item.code.clone()))
    })
    .await
}
