//! `GET /evaluations/{id}/result/document`.

use super::{about::About, words};
use crate::{
    auth::policy::ReadResults,
    db::text_enum::TextEnum as _,
    documents::{
        answer::{self, DocumentQuery},
        sheet::{Cell, Column, Fact, Proof, Sheet, Table},
    },
    evaluation::{
        applicable,
        frameworks::indicator::Indicator,
        model,
        result::{self, EvaluationResult, PartyResult, PointCorrection},
        results::{
            model::ResultView,
            shown::{self, Asked},
        },
        scorecards::blind::Viewer,
    },
    http::{Ctx, Id, Path, Query, Result, clock::business_day, download::Download},
};

/// Gives the result as a document, to those who read it; with its digest and the code that leads to its verification once
/// it was made.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/result/document", tag = "evaluation")]
pub async fn get_result_document(
    ctx: Ctx<ReadResults>,
    path: Path<Id>,
    query: Query<DocumentQuery>,
) -> Result<Download> {
    let asked = Asked { reach: ctx.reach(), viewer: Viewer::of(ctx.caller()?.role), now: ctx.now() };
    let found = ctx.read(async |conn| {
        let evaluation = model::find_row(conn, ctx.reach(), path.id).await?;
        let view = shown::result(conn, &evaluation, asked).await?;
        let indicators = applicable::indicators(conn, &evaluation).await?;
        Ok((view, indicators, About::load(conn, &evaluation).await?))
    });
    let (view, indicators, about) = found.await?;
    let proof = view.digest.clone().map(|digest| answer::proof(&ctx, digest));
    answer::give(&ctx, query.0, sheet(&view, &indicators, &about, proof)).await
}

fn sheet(view: &ResultView, indicators: &[Indicator], about: &About, proof: Option<Proof>) -> Sheet {
    let result = &view.made.result;
    let mut facts = about.facts();
    if let (Some(stage), Some(edition)) = (view.made.stage, view.made.edition) {
        facts.push(Fact::new("阶段", format!("{}（第{edition}版）", stage.label().zh)));
    }
    let model = words::scoring_model(result.scoring_model);
    facts.push(Fact::new("计分方式", format!("{model}；权重依据：{}", source(&result.weights_source))));
    facts.push(Fact::new("结果", result.result.to_string()));
    let grade = result.grade.map(|grade| {
        Fact::new("等次", format!("{}（等次依据：{}）", words::grade(grade), source(&result.grade_source)))
    });
    facts.extend(grade);
    Sheet {
        name: format!("result-{}", result.evaluation_id),
        title: "乡镇社工站三方评估结果".into(),
        dated: view.made.made_at.map(business_day),
        facts,
        tables: tables(result, indicators),
        notes: vec![
            "结果由各方总分的精确分数求得，只在最后四舍五入一次，保留两位小数；表中各部分分别取整，仅供显示，不据以计算。"
                .into(),
        ],
        signers: vec!["县民政局".into()],
        proof,
    }
}

fn tables(result: &EvaluationResult, indicators: &[Indicator]) -> Vec<Table> {
    let mut tables = vec![parties(result), contents(result), weights(result, indicators)];
    if !result.corrections.is_empty() {
        tables.push(corrections(result));
    }
    tables
}

/// A clause of the plan, or what the county set itself.
fn source(source: &str) -> &str {
    if source == "ours" { "本县政策" } else { source }
}

fn parties(result: &EvaluationResult) -> Table {
    let row = |one: &PartyResult| {
        vec![
            Cell::text(one.party.label().zh),
            Cell::figure(one.total.rounded),
            Cell::text(&one.total.exact),
            one.weight.map_or_else(|| Cell::text("—"), Cell::figure),
            Cell::figure(one.contribution.rounded),
            Cell::text(&one.contribution.exact),
        ]
    };
    Table {
        heading: "各方得分".into(),
        columns: vec![
            Column::new("评分方", 4),
            Column::new("总分", 2),
            Column::new("精确值", 3),
            Column::new("权重", 2),
            Column::new("计入结果", 2),
            Column::new("精确值", 3),
        ],
        rows: result.parties.iter().map(row).collect(),
    }
}

fn contents(result: &EvaluationResult) -> Table {
    let of = |one: &PartyResult| -> Vec<Vec<Cell>> {
        let party = one.party.label().zh;
        let row = |subtotal: &result::ContentSubtotal| {
            vec![
                Cell::text(party),
                Cell::text(subtotal.content.label().zh),
                Cell::figure(subtotal.points),
                Cell::figure(subtotal.max_points),
            ]
        };
        one.contents.iter().map(row).collect()
    };
    Table {
        heading: "各方分内容得分".into(),
        columns: vec![
            Column::new("评分方", 4),
            Column::new("内容", 4),
            Column::new("得分", 2),
            Column::new("满分", 2),
        ],
        rows: result.parties.iter().flat_map(of).collect(),
    }
}

fn weights(result: &EvaluationResult, indicators: &[Indicator]) -> Table {
    let rows = result.indicators.iter().map(|one| {
        let known = indicators.iter().find(|known| known.code == one.indicator);
        vec![
            Cell::text(&one.indicator),
            Cell::text(known.map_or("", |known| known.name_zh.as_str())),
            known.map_or_else(|| Cell::text("—"), |known| Cell::figure(known.max_points)),
            Cell::figure(one.effective_weight.rounded),
            Cell::text(&one.effective_weight.exact),
        ]
    });
    Table {
        heading: "各指标的有效权重（满分时计入结果的分数）".into(),
        columns: vec![
            Column::new("代码", 2),
            Column::new("指标", 7),
            Column::new("满分", 2),
            Column::new("有效权重", 2),
            Column::new("精确值", 3),
        ],
        rows: rows.collect(),
    }
}

fn corrections(result: &EvaluationResult) -> Table {
    let row = |one: &PointCorrection| {
        vec![
            Cell::text(one.party.label().zh),
            Cell::text(&one.indicator),
            Cell::figure(one.given),
            Cell::figure(one.points),
        ]
    };
    Table {
        heading: "申诉更正（已计入以上各表）".into(),
        columns: vec![
            Column::new("评分方", 4),
            Column::new("指标", 3),
            Column::new("原得分", 2),
            Column::new("更正为", 2),
        ],
        rows: result.corrections.iter().map(row).collect(),
    }
}
