//! The plan's indicators: each new county begins with them as a draft.

use chrono::{DateTime, Utc};

use super::frameworks::{
    indicator::Indicator,
    model::{self, NewDraft},
};
use crate::{
    db::Conn,
    http::{Result, clock::new_id},
};

const NAME: &str = "乡镇社工站评估指标体系（第一版）";

/// Puts the framework into a county, as a draft.
pub async fn load(conn: &Conn, county: &str, indicators: &[Indicator], now: DateTime<Utc>) -> Result<()> {
    let draft = NewDraft { id: new_id(now), name: NAME, indicators, derived_from: None };
    model::insert_draft(conn, county, draft, now).await
}
