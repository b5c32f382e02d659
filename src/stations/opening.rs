//! Moving to operating: the requirements that are not met are shown, and opening despite them takes a reason.

use chrono::NaiveDate;

use super::model::{StationRow, StationState};
use crate::{
    dated::Known,
    http::{Error, Result, Tx, codes::Code, fault::Fault, text::Reason},
    places::policy,
    premises::facts,
    rules::{
        finding::{Finding, RuleCode},
        readiness::breaches_if_operating,
    },
    verdicts::AskedStation,
};

/// The requirements that will not be met when a station begins to operate; none for another move.
/// Errors: 422 when there are some and no reason is given, or a reason where there is nothing to give one for.
pub async fn breaches(
    tx: &Tx<'_>,
    station: &StationRow,
    (state, from): (StationState, NaiveDate),
    despite: Option<&Reason>,
) -> Result<Vec<RuleCode>> {
    let open =
        if state == StationState::Operating { if_operating(tx, station, from).await? } else { Vec::new() };
    match (despite, open.as_slice()) {
        (None, [_, ..]) => Err(not_ready(&open)),
        (Some(_), []) => Err(Fault::body(
            "/despite_breaches",
            "not_applicable",
            "没有未达到的要求，无需说明",
            "There is nothing to give a reason for",
        )
        .into()),
        _ => Ok(open.iter().map(|finding| finding.rule).collect()),
    }
}

async fn if_operating(tx: &Tx<'_>, station: &StationRow, from: NaiveDate) -> Result<Vec<Finding>> {
    let known = Known::all(tx.county());
    let in_force = policy::in_force(tx, tx.county(), from, known.at).await;
    let (_, policy) = in_force.map_err(without_policy)?;
    let asked = [AskedStation { id: station.id, name: station.name.clone() }];
    let stations = facts::of_stations(tx, known, &policy, &asked).await?;
    Ok(stations.into_iter().flat_map(|facts| breaches_if_operating(facts, from)).collect())
}

fn without_policy(error: Error) -> Error {
    if error.code != Code::NotFound {
        return error;
    }
    Fault::body("/from", "no_policy", "该日尚无生效的政策", "No policy is in force on that day").into()
}

/// One fault for each open requirement, so that the form can show them all.
fn not_ready(open: &[Finding]) -> Error {
    let one = |finding: &Finding| {
        let (rule, message) = (finding.rule, &finding.message);
        let (zh, en) =
            (format!("{rule:?}（{}）：{}", finding.source, message.zh), format!("{rule:?}: {}", message.en));
        Fault::body("/despite_breaches", "open_breach", zh, en)
    };
    Error::invalid(open.iter().map(one).collect()).detail(
        "尚有要求未达到；如仍要开始运营，请说明理由",
        "Requirements are not met; to open all the same, give the reason",
    )
}
