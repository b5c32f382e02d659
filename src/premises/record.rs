//! Recording what a station has.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use validator::{Validate, ValidationError, ValidationErrors};

use super::{
    end,
    fact::{self, Details, StationFact},
};
use crate::{
    attachments::uses::{self, AttachedTo, Owner},
    audit::event::Event,
    auth::policy::Action,
    dated,
    db::json::Json,
    http::{Created, Ctx, Error, Reply, Result, Tx, body::rule_fault, codes::Code, fault::Fault},
    stations::model,
};

/// A record to make. Its schema is the details' with these members added (`schemas`).
#[derive(Debug, Clone, Deserialize)]
pub struct Record<D> {
    /// What its kind adds.
    #[serde(flatten)]
    pub details: D,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer, when it is known.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// The record that this one takes the place of: it ends on the first day of this one.
    #[serde(default)]
    pub replaces: Option<Uuid>,
    /// Files that show it.
    #[serde(default)]
    pub attachments: Vec<Uuid>,
}

impl<D: Validate> Validate for Record<D> {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let mut errors = self.details.validate().err().unwrap_or_default();
        let rules = [dated::ends_after_start("/to", self.from, self.to), distinct(&self.attachments)];
        rules.into_iter().filter_map(Result::err).for_each(|error| errors.add("__all__", error));
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// A file is named once. The schema says so too, but one id can be written in several ways.
pub fn distinct(files: &[Uuid]) -> Result<(), ValidationError> {
    if files.iter().collect::<BTreeSet<_>>().len() == files.len() {
        return Ok(());
    }
    Err(rule_fault("/attachments", "repeated", "有重复项", "There are repeated items"))
}

/// Records something of a station.
pub async fn record<A: Action, D: Details>(
    ctx: &Ctx<A>,
    station: Uuid,
    new: Record<D>,
) -> Result<Created<StationFact<D>>> {
    ctx.write(async |tx| make(tx, station, &new).await).await
}

/// Makes a record in an open transaction; what it replaces ends the day it begins. Errors: 404 for the station, 422.
pub async fn make<D: Details>(
    tx: &Tx<'_>,
    station: Uuid,
    new: &Record<D>,
) -> Result<Created<StationFact<D>>> {
    model::lock(tx, tx.reach(), station).await?;
    new.details.judge(tx.today())?;
    if let Some(former) = new.replaces {
        replace::<D>(tx, station, former, new.from).await?;
    }
    let row = row(tx, station, new);
    row.insert(tx).await?;
    let owner = Owner { kind: AttachedTo::StationFact, id: row.id, station: Some(station) };
    uses::attach(tx, owner, &row.attachments).await?;
    let told = json!({"kind": D::KIND, "station": station, "from": row.from, "to": row.to, "replaces": new.replaces});
    tx.record(Event::new("station_fact.recorded", row.id, told));
    Ok(Reply::tagged(&row)?.at(format!("{}/{}", D::PATH, row.id)))
}

/// Ends the record that is replaced. Errors: 422 at `/replaces` when it is not one of this station's, or has ended.
async fn replace<D: Details>(tx: &Tx<'_>, station: Uuid, former: Uuid, from: NaiveDate) -> Result<()> {
    let unknown = || Error::from(Fault::unknown_reference("/replaces"));
    let found = fact::lock::<D>(tx, former).await;
    let row = found.map_err(|error| if error.code == Code::NotFound { unknown() } else { error })?;
    if row.station_id != station {
        return Err(unknown());
    }
    if dated::may_end(row.from, row.to, row.voided_at, from).is_err() {
        let fault = Fault::body(
            "/replaces",
            "not_replaceable",
            "该记录已结束、已作废，或起始日不早于本记录",
            "It has ended, is voided, or does not begin before this one",
        );
        return Err(fault.into());
    }
    end::write(tx, &row, from).await.map(|_| ())
}

fn row<D: Details>(tx: &Tx<'_>, station_id: Uuid, new: &Record<D>) -> StationFact<D> {
    StationFact {
        id: tx.new_id(),
        station_id,
        details: Json(new.details.clone()),
        from: new.from,
        to: new.to,
        attachments: Json(new.attachments.clone()),
        recorded_at: tx.now(),
        end_recorded_at: None,
        voided_at: None,
        void_reason: None,
        version: 1,
    }
}
