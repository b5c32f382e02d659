//! `GET /service-domains`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::model::{DomainRow, ServiceDomain, ServiceItem};
use crate::{
    auth::policy::ReadReference,
    http::{Ctx, Page, Paging, Reply, Result},
    schema::{service_domains, service_items},
};

/// Lists the service domains of the county's catalogue (annex 1), each with its items, in the catalogue's order.
#[utoipa::path(get, path = "/api/v1/service-domains", tag = "catalogue")]
pub async fn list_service_domains(
    ctx: Ctx<ReadReference>,
    paging: Paging,
) -> Result<Reply<Page<ServiceDomain>>> {
    let county = &ctx.reach().county;
    let all = || service_domains::table.filter(service_domains::county_code.eq(county)).into_boxed();
    let mut rows = all();
    if let Some((position, code)) = paging.position::<(i32, String)>()? {
        let same = service_domains::position.eq(position).and(service_domains::code.gt(code));
        rows = rows.filter(service_domains::position.gt(position).or(same));
    }
    let rows = rows.order((service_domains::position, service_domains::code)).select(DomainRow::as_select());
    let found = ctx.read(async |mut conn| {
        let (found, total) = paging.read(conn, rows, all().count()).await?;
        let page = paging.page(found, total, |row: &DomainRow| (row.position, row.code.clone()))?;
        let codes: Vec<&str> = page.items.iter().map(|row| row.code.as_str()).collect();
        let items = service_items::table
            .filter(service_items::county_code.eq(county))
            .filter(service_items::domain_code.eq_any(codes))
            .order((service_items::position, service_items::code))
            .select(ServiceItem::as_select());
        let items: Vec<ServiceItem> = items.load(&mut conn).await?;
        Ok((page, items))
    });
    let (page, mut items) = found.await?;
    page.map(|row| ServiceDomain::new(row, &mut items)).reply()
}
