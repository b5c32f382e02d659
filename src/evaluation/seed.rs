//! The plan's indicators: each new county begins with them as a draft.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::frameworks::{indicator::Indicator, model};
use crate::{
    db::Conn,
    http::{clock::new_id, error::Error},
};

const INDICATORS: &str = include_str!("../../data/baisha/evaluation_indicators.csv");
const NAME: &str = "乡镇社工站评估指标体系（第一版）";

#[derive(Deserialize)]
struct Line {
    code: String,
    content: String,
    name_zh: String,
    name_en: String,
    max_points: String,
    scoring: String,
    parties: String,
    attributable_to: String,
    formula: Option<String>,
    zero_denominator: Option<String>,
    fact_group: Option<String>,
    materials: Option<String>,
}

/// Puts the framework into a county, as a draft. Errors: the database; a file that is not what it should be.
pub async fn load(
    conn: &Conn,
    county: &str,
    now: DateTime<Utc>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let lines: Vec<Line> =
        csv::Reader::from_reader(INDICATORS.as_bytes()).deserialize().collect::<Result<_, _>>()?;
    let indicators: Vec<Indicator> = lines.into_iter().map(read).collect::<Result<_, _>>()?;
    let drafted = model::insert_draft(conn, county, new_id(now), NAME, &indicators, now).await;
    Ok(drafted.map_err(|error: Error| error.to_string())?)
}

fn read(line: Line) -> Result<Indicator, serde_json::Error> {
    let several = |words: &str| words.split('|').map(str::to_owned).collect::<Vec<_>>();
    serde_json::from_value(serde_json::json!({
        "code": line.code,
        "content": line.content,
        "name_zh": line.name_zh,
        "name_en": line.name_en,
        "max_points": line.max_points,
        "scoring": line.scoring,
        "parties": several(&line.parties),
        "attributable_to": several(&line.attributable_to),
        "formula": line.formula,
        "zero_denominator": line.zero_denominator,
        "fact_group": line.fact_group,
        "materials": line.materials,
    }))
}
