//! The catalogue of services.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::{
    county_plan::plan::Plan,
    db::Conn,
    schema::{service_domains, service_items},
};

/// The domains and the items.
pub async fn load(mut conn: &Conn, plan: &Plan) -> QueryResult<()> {
    let county = &plan.county.code;
    for domain in &plan.domains {
        let row = (
            service_domains::county_code.eq(county),
            service_domains::code.eq(&domain.code),
            service_domains::name_zh.eq(&domain.name_zh),
            service_domains::name_en.eq(&domain.name_en),
            service_domains::alias_zh.eq(&domain.alias_zh),
            service_domains::position.eq(domain.position),
        );
        diesel::insert_into(service_domains::table).values(row).execute(&mut conn).await?;
    }
    for item in &plan.items {
        let row = (
            service_items::county_code.eq(county),
            service_items::code.eq(&item.code),
            service_items::domain_code.eq(&item.domain_code),
            service_items::name_zh.eq(&item.name_zh),
            service_items::name_en.eq(&item.name_en),
            service_items::summary.eq(&item.summary),
            service_items::position.eq(item.position),
        );
        diesel::insert_into(service_items::table).values(row).execute(&mut conn).await?;
    }
    Ok(())
}
