//! What the points of a scorecard rest on, for its document: who prepared and submitted, level, computed proposal, departure
//! from it, trace files.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    db::Conn,
    documents::sheet::{Cell, Column, Fact, Table},
    evaluation::{
        model::EvaluationRow,
        scorecards::{
            blind::Viewer,
            editions::{self, ScorecardEdition},
            entries::GivenPoints,
            view::Scorecard,
        },
    },
    http::{Result, hex::hex},
    schema::{attachments, users},
};

/// How many bytes of a file's digest stand on paper.
const SHORT: usize = 8;

/// What stands behind a card.
#[derive(Debug)]
pub struct Basis {
    /// Its newest sealed edition.
    pub edition: Option<ScorecardEdition>,
    /// The beginning of the SHA-256 of each trace file, in hexadecimal.
    pub files: HashMap<Uuid, String>,
    accounts: HashMap<Uuid, String>,
}

impl Basis {
    /// Looks it up. The contractor, who is judged, is not told which account scored.
    pub async fn load(
        conn: &Conn,
        evaluation: &EvaluationRow,
        card: &Scorecard,
        viewer: Viewer,
    ) -> Result<Self> {
        let mut people: Vec<Uuid> = card.prepared_by.into_iter().chain(card.submitted_by).collect();
        if viewer == Viewer::Contractor {
            people.clear();
        }
        let county = &evaluation.county_code;
        Ok(Self {
            edition: editions::newest(conn, evaluation, card.party, viewer).await?,
            files: files(conn, county, card).await?,
            accounts: accounts(conn, county, &people).await?,
        })
    }

    /// Who prepared the card, who submitted it, and in which edition.
    pub fn facts(&self, card: &Scorecard) -> Vec<Fact> {
        let account = |id: Option<Uuid>| id.and_then(|id| self.accounts.get(&id));
        let edition = self.edition.as_ref().map(|edition| format!("第{}版", edition.edition));
        let facts = [
            ("版次", edition),
            ("制表账号", account(card.prepared_by).cloned()),
            ("提交账号", account(card.submitted_by).cloned()),
        ];
        facts.into_iter().filter_map(|(label, value)| value.map(|value| Fact::new(label, value))).collect()
    }
}

/// The indicators of which more can be said than their points; none leaves the table out.
pub fn table(card: &Scorecard, basis: &Basis) -> Option<Table> {
    let rows: Vec<_> = card.points.iter().filter(|one| has_more(one)).map(|one| row(one, basis)).collect();
    let columns = vec![
        Column::new("代码", 2),
        Column::new("等级", 3),
        Column::new("核算分", 2),
        Column::new("得分", 2),
        Column::new("偏离核算分的理由", 6),
        Column::new("佐证材料", 6),
    ];
    (!rows.is_empty()).then(|| Table { heading: "评分依据".into(), columns, rows })
}

fn has_more(one: &GivenPoints) -> bool {
    one.level.is_some() || one.proposal.is_some() || !one.attachments.is_empty()
}

fn row(one: &GivenPoints, basis: &Basis) -> Vec<Cell> {
    let files = one.attachments.iter().filter_map(|id| basis.files.get(id));
    vec![
        Cell::text(&one.indicator),
        Cell::text(one.level.as_ref().map_or("", |level| level.as_str())),
        one.proposal.map_or_else(|| Cell::text("—"), Cell::figure),
        Cell::figure(one.points),
        Cell::text(one.departure.as_ref().map_or("", |why| why.as_str())),
        Cell::text(files.map(String::as_str).collect::<Vec<_>>().join("、")),
    ]
}

async fn files(mut conn: &Conn, county: &str, card: &Scorecard) -> Result<HashMap<Uuid, String>> {
    let ids: Vec<Uuid> = card.points.iter().flat_map(|one| one.attachments.iter().copied()).collect();
    let rows = attachments::table
        .filter(attachments::county_code.eq(county))
        .filter(attachments::id.eq_any(ids))
        .select((attachments::id, attachments::sha256));
    let rows: Vec<(Uuid, Vec<u8>)> = rows.load(&mut conn).await?;
    Ok(rows.into_iter().map(|(id, digest)| (id, hex(digest.get(..SHORT).unwrap_or(&digest)))).collect())
}

async fn accounts(mut conn: &Conn, county: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let rows = users::table
        .filter(users::county_code.eq(county))
        .filter(users::id.eq_any(ids))
        .select((users::id, users::username));
    Ok(rows.load::<(Uuid, String)>(&mut conn).await?.into_iter().collect())
}
