//! The columns of a table of indicators, a line each; the headings are those of the export.

use crate::{
    db::text_enum::TextEnum as _,
    evaluation::frameworks::indicator::{IndicatorContent, ScoringKind},
    rules::measures::ZeroDenominator,
    tables::reading::{
        Column,
        column::Kind::{Choice, Json, List, Text},
    },
};

const MEASURE: &str = r#"{"kind":"share","parts":[{"points":"6.00","counted":"worker_days_present","of":"worker_days_required"}]}"#;

/// All columns, in the order of the export.
pub const COLUMNS: &[Column] = &[
    Column::new(("code", "代码", "Code"), Text, "/code", "A2").required(),
    Column::new(("content", "评估内容", "Content"), Choice(IndicatorContent::LABELS), "/content", "项目实施")
        .required(),
    Column::new(("name_zh", "中文名称", "Name in Chinese"), Text, "/name_zh", "驻站社工配备").required(),
    Column::new(("name_en", "英文名称", "Name in English"), Text, "/name_en", "Resident workers in place")
        .required(),
    Column::new(("max_points", "分值", "Points"), Text, "/max_points", "6.00").required(),
    Column::new(("scoring", "计分方式", "Scoring"), Choice(ScoringKind::LABELS), "/scoring", "系统取数")
        .required(),
    Column::new(("parties", "评分方", "Parties"), List, "/parties", "第三方评估机构；县民政局").required(),
    Column::new(("attributable_to", "责任主体", "Whose doing"), List, "/attributable_to", "承接主体")
        .required(),
    Column::new(("levels", "等级", "Levels"), Json, "/levels", ""),
    Column::new(("formula", "计算公式", "Formula"), Text, "/formula", ""),
    Column::new(
        ("zero_denominator", "分母为零时", "If nothing was to count"),
        Choice(ZeroDenominator::LABELS),
        "/zero_denominator",
        "满分",
    ),
    Column::new(("fact_group", "事实组", "Fact group"), Text, "/fact_group", ""),
    Column::new(("materials", "提交材料", "Materials"), Text, "/materials", ""),
    Column::new(("measure", "取数规则", "Measure"), Json, "/measure", MEASURE),
];
