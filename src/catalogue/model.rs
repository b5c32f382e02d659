//! Rows of the catalogue.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    schema::{service_domains, service_items},
    tables::Tabular,
};

/// A domain as a row.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = service_domains)]
pub struct DomainRow {
    /// Code.
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Its other name.
    pub alias_zh: Option<String>,
    /// Its place in the catalogue.
    pub position: i32,
}

/// A service domain (服务领域) with its items.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceDomain {
    /// Code.
    #[schema(example = "3")]
    pub code: String,
    /// Name of annex 1, in Chinese.
    #[schema(example = "儿童福利")]
    pub name_zh: String,
    /// Name in English.
    #[schema(example = "Child welfare")]
    pub name_en: String,
    /// The name that section five of the plan gives it, where that is another.
    #[schema(required, example = "未成年人关爱保护")]
    pub alias_zh: Option<String>,
    /// Its items in the order of the catalogue.
    pub items: Vec<ServiceItem>,
}

/// A service item (服务内容).
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = service_items)]
pub struct ServiceItem {
    /// Code; a service log names it.
    #[schema(example = "1.1")]
    pub code: String,
    /// Code of its domain.
    #[schema(example = "1")]
    pub domain_code: String,
    /// Name in Chinese.
    #[schema(example = "政策宣传")]
    pub name_zh: String,
    /// Name in English.
    #[schema(example = "Policy outreach")]
    pub name_en: String,
    /// What is done, in Chinese.
    #[schema(example = "讲清社会救助的申请条件、程序、标准与动态管理")]
    pub summary: String,
    /// Its place in the catalogue, from 1.
    pub position: i32,
}

impl Tabular for ServiceItem {
    const NAME: &'static str = "service-items";
    const COLUMNS: &'static [&'static str] =
        &["code", "domain_code", "name_zh", "name_en", "summary", "position"];
}

impl ServiceDomain {
    /// A domain and those of the items that are its own.
    pub fn new(row: DomainRow, items: &mut Vec<ServiceItem>) -> Self {
        let DomainRow { code, name_zh, name_en, alias_zh, .. } = row;
        let items = items.extract_if(.., |item| item.domain_code == code).collect();
        Self { code, name_zh, name_en, alias_zh, items }
    }
}
