//! What decided appeals put in the place of parties' points.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::AppealCorrection;
use crate::{
    db::Conn,
    evaluation::{
        frameworks::indicator::{hundredths, points},
        model::{EvaluationRow, Party},
        result::PointCorrection,
        scorecards::blind::Card,
    },
    http::{Error, Result, Tx, text::Reason},
    schema::{appeal_corrections, appeals},
};

type Told = (Uuid, Party, String, i32, String);

/// The corrections of these appeals.
pub async fn of_appeals(
    mut conn: &Conn,
    county: &str,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<AppealCorrection>>> {
    let query = appeal_corrections::table
        .filter(appeal_corrections::county_code.eq(county))
        .filter(appeal_corrections::appeal_id.eq_any(ids))
        .order((appeal_corrections::indicator_code, appeal_corrections::party))
        .select((
            appeal_corrections::appeal_id,
            appeal_corrections::party,
            appeal_corrections::indicator_code,
            appeal_corrections::points,
            appeal_corrections::reason,
        ));
    let rows: Vec<Told> = query.load(&mut conn).await?;
    let mut all: HashMap<Uuid, Vec<AppealCorrection>> = HashMap::new();
    for (appeal, party, indicator, given, reason) in rows {
        let reason = Reason::try_from(reason).map_err(Error::internal)?;
        let one = AppealCorrection { party, indicator, points: points(given)?, reason };
        all.entry(appeal).or_default().push(one);
    }
    Ok(all)
}

/// Puts what appeals corrected into the cards of an evaluation, in the order in which they were decided, and answers what
/// was put where.
pub async fn apply(
    mut conn: &Conn,
    evaluation: &EvaluationRow,
    cards: &mut [Card],
) -> Result<Vec<PointCorrection>> {
    let appeal = appeal_corrections::county_code
        .eq(appeals::county_code)
        .and(appeal_corrections::appeal_id.eq(appeals::id));
    let query = appeal_corrections::table
        .inner_join(appeals::table.on(appeal))
        .filter(appeal_corrections::county_code.eq(&evaluation.county_code))
        .filter(appeal_corrections::evaluation_id.eq(evaluation.id))
        .order((
            appeals::decided_at,
            appeals::id,
            appeal_corrections::indicator_code,
            appeal_corrections::party,
        ))
        .select((
            appeal_corrections::appeal_id,
            appeal_corrections::party,
            appeal_corrections::indicator_code,
            appeal_corrections::points,
        ));
    let rows: Vec<(Uuid, Party, String, i32)> = query.load(&mut conn).await?;
    rows.into_iter().map(|row| put(cards, row)).collect()
}

fn put(
    cards: &mut [Card],
    (appeal_id, party, indicator, corrected): (Uuid, Party, String, i32),
) -> Result<PointCorrection> {
    let card = cards.iter_mut().find(|card| card.row.party == party);
    let given = card.and_then(|card| card.points.iter_mut().find(|given| given.indicator == indicator));
    let slot = given.ok_or_else(|| Error::internal("a correction of what was not given"))?;
    let (given, points) = (slot.points, points(corrected)?);
    slot.points = points;
    Ok(PointCorrection { appeal_id, party, indicator, given, points })
}

/// Writes the corrections of an appeal.
pub async fn insert(
    tx: &Tx<'_>,
    (appeal, evaluation): (Uuid, Uuid),
    corrections: &[AppealCorrection],
) -> Result<()> {
    let row = |one: &AppealCorrection| -> Result<_> {
        Ok((
            appeal_corrections::county_code.eq(tx.county().to_owned()),
            appeal_corrections::appeal_id.eq(appeal),
            appeal_corrections::evaluation_id.eq(evaluation),
            appeal_corrections::party.eq(one.party),
            appeal_corrections::indicator_code.eq(one.indicator.clone()),
            appeal_corrections::points.eq(hundredths(one.points)?),
            appeal_corrections::reason.eq(String::from(one.reason.clone())),
        ))
    };
    let rows = corrections.iter().map(row).collect::<Result<Vec<_>>>()?;
    diesel::insert_into(appeal_corrections::table).values(rows).execute(&mut tx.conn()).await?;
    Ok(())
}
