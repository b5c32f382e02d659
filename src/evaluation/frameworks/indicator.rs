//! Indicators (指标) as the API and as the database know them.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::Conn,
    evaluation::model::Party,
    http::{
        Error, Result,
        text::{Line, Prose},
    },
    rules::{
        measures::{Measure, ZeroDenominator},
        scoring::Points,
    },
    schema::framework_indicators,
    tables::Tabular,
    text_enum,
};

text_enum! {
    /// The four contents of an evaluation (七（二）).
    IndicatorContent {
        /// How the project is carried out.
        Implementation = "implementation", "项目实施", "Implementation";
        /// How it is managed.
        Management = "management", "项目管理", "Management";
        /// What the service achieves.
        Performance = "performance", "服务绩效", "Performance";
        /// How the funds are used.
        Funds = "funds", "资金使用", "Use of funds";
    }
}

text_enum! {
    /// Where the points of an indicator come from.
    ScoringKind {
        /// The party judges.
        Judged = "judged", "评议", "Judged";
        /// The service computes a proposal from its records.
        Computed = "computed", "系统取数", "Computed";
        /// Part is computed, part judged.
        Mixed = "mixed", "取数与评议结合", "Mixed";
    }
}

text_enum! {
    /// Whose doing an indicator is; only the contractor's counts against the contractor.
    Doer {
        /// The contractor.
        Contractor = "contractor", "承接主体", "Contractor";
        /// The township government.
        Township = "township", "乡镇人民政府", "Township government";
        /// The county civil affairs bureau.
        Bureau = "bureau", "县民政局", "Civil affairs bureau";
    }
}

/// A level that an indicator may be given by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its name, once in its indicator.
    #[schema(example = "良好")]
    pub name: Line,
    /// The points it stands for, at most the indicator's maximum.
    pub points: Points,
}

/// One indicator of a framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Code, once in its framework.
    #[schema(pattern = "^[A-Za-z0-9._-]{1,20}$", example = "A1")]
    pub code: String,
    /// Which of the four contents it belongs to.
    pub content: IndicatorContent,
    /// Name in Chinese.
    pub name_zh: Line,
    /// Name in English.
    pub name_en: Line,
    /// Most points there are for it, more than nought.
    pub max_points: Points,
    /// Where its points come from.
    pub scoring: ScoringKind,
    /// Which parties score it.
    #[schema(max_items = 3)]
    pub parties: Vec<Party>,
    /// Whose doing it is.
    #[schema(max_items = 3)]
    pub attributable_to: Vec<Doer>,
    /// The levels it may be given by, best first; none where points are given freely.
    #[schema(max_items = 20)]
    pub levels: Option<Vec<Level>>,
    /// How it is computed, in words.
    pub formula: Option<Prose>,
    /// What 0 ÷ 0 gives.
    pub zero_denominator: Option<ZeroDenominator>,
    /// One fact lowers one indicator of its group.
    pub fact_group: Option<Line>,
    /// What the contractor hands in for it.
    pub materials: Option<Prose>,
    /// How it is computed, as data; none where all of it is judged and no facts are shown for it.
    pub measure: Option<Measure>,
}

impl Tabular for Indicator {
    const NAME: &'static str = "indicators";
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "content",
        "name_zh",
        "name_en",
        "max_points",
        "scoring",
        "parties",
        "attributable_to",
        "levels",
        "formula",
        "zero_denominator",
        "fact_group",
        "materials",
        "measure",
    ];
}

impl Indicator {
    /// Whether a party scores it.
    pub fn is_scored_by(&self, party: Party) -> bool {
        self.parties.contains(&party)
    }
}

/// An indicator as a row.
#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = framework_indicators, treat_none_as_default_value = false)]
struct IndicatorRow {
    county_code: String,
    framework_id: Uuid,
    code: String,
    position: i32,
    content: IndicatorContent,
    name_zh: String,
    name_en: String,
    max_points: i32,
    scoring: ScoringKind,
    parties: Value,
    attributable_to: Value,
    formula: Option<String>,
    zero_denominator: Option<ZeroDenominator>,
    fact_group: Option<String>,
    materials: Option<String>,
    levels: Option<Value>,
    measure: Option<Value>,
}

impl IndicatorRow {
    fn new(county: &str, framework_id: Uuid, position: i32, indicator: &Indicator) -> Result<Self> {
        let one = indicator.clone();
        Ok(Self {
            county_code: county.to_owned(),
            framework_id,
            code: one.code,
            position,
            content: one.content,
            name_zh: one.name_zh.into(),
            name_en: one.name_en.into(),
            max_points: hundredths(one.max_points)?,
            scoring: one.scoring,
            parties: serde_json::to_value(one.parties)?,
            attributable_to: serde_json::to_value(one.attributable_to)?,
            formula: one.formula.map(String::from),
            zero_denominator: one.zero_denominator,
            fact_group: one.fact_group.map(String::from),
            materials: one.materials.map(String::from),
            levels: one.levels.map(serde_json::to_value).transpose()?,
            measure: one.measure.map(serde_json::to_value).transpose()?,
        })
    }

    fn read(self) -> Result<Indicator> {
        Ok(Indicator {
            code: self.code,
            content: self.content,
            name_zh: text(self.name_zh)?,
            name_en: text(self.name_en)?,
            max_points: points(self.max_points)?,
            scoring: self.scoring,
            parties: serde_json::from_value(self.parties)?,
            attributable_to: serde_json::from_value(self.attributable_to)?,
            formula: self.formula.map(text).transpose()?,
            zero_denominator: self.zero_denominator,
            fact_group: self.fact_group.map(text).transpose()?,
            materials: self.materials.map(text).transpose()?,
            levels: self.levels.map(serde_json::from_value).transpose()?,
            measure: self.measure.map(serde_json::from_value).transpose()?,
        })
    }
}

fn text<T: TryFrom<String, Error = &'static str>>(kept: String) -> Result<T> {
    T::try_from(kept).map_err(Error::internal)
}

/// Points as the database keeps them.
pub fn hundredths(points: Points) -> Result<i32> {
    i32::try_from(points.hundredths()).map_err(Error::internal)
}

/// Points from whole hundredths.
pub fn points(hundredths: i32) -> Result<Points> {
    let (whole, part) = (hundredths.div_euclid(100), hundredths.rem_euclid(100));
    format!("{whole}.{part:02}").parse().map_err(Error::internal)
}

/// The indicators of a framework, in its order.
pub async fn of_framework(mut conn: &Conn, county: &str, framework: Uuid) -> Result<Vec<Indicator>> {
    let query = framework_indicators::table
        .filter(framework_indicators::county_code.eq(county))
        .filter(framework_indicators::framework_id.eq(framework))
        .order(framework_indicators::position)
        .select(IndicatorRow::as_select());
    let rows: Vec<IndicatorRow> = query.load(&mut conn).await?;
    rows.into_iter().map(IndicatorRow::read).collect()
}

/// Writes the indicators of a new framework.
pub async fn insert(
    mut conn: &Conn,
    county: &str,
    framework: Uuid,
    indicators: &[Indicator],
) -> Result<usize> {
    let rows = (1..).zip(indicators);
    let rows: Vec<IndicatorRow> =
        rows.map(|(n, one)| IndicatorRow::new(county, framework, n, one)).collect::<Result<_>>()?;
    Ok(diesel::insert_into(framework_indicators::table).values(rows).execute(&mut conn).await?)
}

/// Puts other indicators in the place of those of a draft.
pub async fn replace(
    mut conn: &Conn,
    county: &str,
    framework: Uuid,
    indicators: &[Indicator],
) -> Result<usize> {
    let former = framework_indicators::table
        .filter(framework_indicators::county_code.eq(county))
        .filter(framework_indicators::framework_id.eq(framework));
    diesel::delete(former).execute(&mut conn).await?;
    insert(conn, county, framework, indicators).await
}
