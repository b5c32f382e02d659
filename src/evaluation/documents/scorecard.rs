//! `GET /evaluations/{id}/scorecards/{party}/document`.

use super::{
    about::About,
    basis::{self, Basis},
    words,
};
use crate::{
    auth::policy::ReadScorecards,
    db::text_enum::TextEnum as _,
    documents::{
        answer::{self, DocumentQuery},
        sheet::{Cell, Column, Fact, Proof, Sheet, Table},
    },
    evaluation::{
        applicable,
        frameworks::indicator::Indicator,
        model::{self, ScorecardState},
        scorecards::{
            blind::Viewer,
            view::{self, Scorecard, ScorecardPath},
        },
    },
    http::{Ctx, Path, Query, Result, clock::business_day, download::Download},
};

/// Gives a scorecard as a document: to its own party always, to others when all three are in; with its seal and the
/// code that leads to its verification from then on.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/scorecards/{party}/document", tag = "evaluation")]
pub async fn get_scorecard_document(
    ctx: Ctx<ReadScorecards>,
    path: Path<ScorecardPath>,
    query: Query<DocumentQuery>,
) -> Result<Download> {
    let viewer = Viewer::of(ctx.caller()?.role);
    let found = ctx.read(async |conn| {
        let evaluation = model::find_row(conn, ctx.reach(), path.id).await?;
        let card = view::show(conn, &evaluation, path.party, viewer).await?;
        let indicators = applicable::indicators(conn, &evaluation).await?;
        let basis = Basis::load(conn, &evaluation, &card, viewer).await?;
        Ok((card, indicators, basis, About::load(conn, &evaluation).await?))
    });
    let (card, indicators, basis, about) = found.await?;
    let proof = card.seal.clone().map(|seal| answer::proof(&ctx, seal));
    answer::give(&ctx, query.0, sheet(&card, &indicators, (&basis, &about), proof)).await
}

fn sheet(
    card: &Scorecard,
    indicators: &[Indicator],
    (basis, about): (&Basis, &About),
    proof: Option<Proof>,
) -> Sheet {
    let party = card.party.label().zh;
    let mut facts = about.facts();
    facts.push(Fact::new("评分方", party));
    facts.push(Fact::new("状态", card.state.label().zh));
    facts.extend(basis.facts(card));
    facts.extend(card.submitted_at.map(|at| Fact::new("提交时间", words::instant(at))));
    facts.extend(card.total.as_ref().map(|total| Fact::new("总分", total.rounded.to_string())));
    let mine = indicators.iter().filter(|one| one.is_scored_by(card.party));
    let points = Table {
        heading: "各指标得分".into(),
        columns: vec![
            Column::new("代码", 2),
            Column::new("内容", 3),
            Column::new("指标", 6),
            Column::new("满分", 2),
            Column::new("得分", 2),
            Column::new("说明", 6),
        ],
        rows: mine.map(|one| row(card, one)).collect(),
    };
    Sheet {
        name: format!("scorecard-{}-{}", card.evaluation_id, card.party.code()),
        title: format!("乡镇社工站三方评估评分表（{party}）"),
        dated: card.submitted_at.map(business_day),
        facts,
        tables: [points].into_iter().chain(basis::table(card, basis)).collect(),
        notes: notes(card, basis),
        signers: vec![party.into()],
        proof,
    }
}

fn row(card: &Scorecard, one: &Indicator) -> Vec<Cell> {
    let given = card.points.iter().find(|given| given.indicator == one.code);
    let comment = given.and_then(|given| given.comment.as_ref());
    vec![
        Cell::text(&one.code),
        Cell::text(one.content.label().zh),
        Cell::text(one.name_zh.as_str()),
        Cell::figure(one.max_points),
        given.map_or_else(|| Cell::text("未评分"), |given| Cell::figure(given.points)),
        Cell::text(comment.map_or("", |comment| comment.as_str())),
    ]
}

fn notes(card: &Scorecard, basis: &Basis) -> Vec<String> {
    let mut notes = Vec::new();
    if card.state == ScorecardState::Draft {
        notes.push("本表为草稿，尚未提交，不作为评估依据。".into());
    } else if card.seal.is_none() {
        notes.push("三方全部提交之前，不显示总分和校验值。".into());
    }
    if basis.edition.as_ref().is_some_and(|edition| !edition.blind) {
        notes.push("本版为三方评分公开之后的更正，更正时可见其他方评分；此前各版仍可查阅。".into());
    }
    if !basis.files.is_empty() {
        notes.push("佐证材料以文件SHA-256的前16位标示，全文见评分表的封存版本。".into());
    }
    if let Some(total) = &card.total {
        notes.push(format!(
            "总分＝100×得分合计÷适用指标满分合计，精确值为{}，显示时保留两位小数。",
            total.exact
        ));
    }
    notes
}
