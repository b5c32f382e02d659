//! Who can have done something on a day: a worker of the county who was employed then. Where he was posted is no matter
//! here; the logs mark it.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    http::{Error, Result, Tx, fault::Fault},
    schema::employments,
};

/// Errors: 422 at the pointer when there is no such worker, or none who was employed that day.
pub async fn require(tx: &Tx<'_>, pointer: &str, worker: Uuid, day: NaiveDate) -> Result<()> {
    let faults = faults(tx, &[(pointer.to_owned(), worker)], day).await?;
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

/// What is wrong with these workers, each at its pointer.
pub async fn faults(tx: &Tx<'_>, workers: &[(String, Uuid)], day: NaiveDate) -> Result<Vec<Fault>> {
    let ids: Vec<Uuid> = workers.iter().map(|(_, worker)| *worker).collect();
    let all = employments::table
        .filter(employments::county_code.eq(tx.county()))
        .filter(employments::worker_id.eq_any(&ids))
        .filter(employments::voided_at.is_null())
        .select((employments::worker_id, employments::valid_from, employments::valid_to));
    let all: Vec<(Uuid, NaiveDate, Option<NaiveDate>)> = all.load(&mut tx.conn()).await?;
    let known: HashSet<Uuid> = all.iter().map(|(worker, ..)| *worker).collect();
    let on_day =
        |(_, from, to): &&(Uuid, NaiveDate, Option<NaiveDate>)| *from <= day && to.is_none_or(|to| to > day);
    let employed: HashSet<Uuid> = all.iter().filter(on_day).map(|(worker, ..)| *worker).collect();
    let one = |(pointer, worker): &(String, Uuid)| match (known.contains(worker), employed.contains(worker)) {
        (_, true) => None,
        (true, _) => Some(not_employed(pointer)),
        (false, _) => Some(Fault::unknown_reference(pointer)),
    };
    Ok(workers.iter().filter_map(one).collect())
}

fn not_employed(pointer: &str) -> Fault {
    let (zh, en) = ("该社工当日未被聘用", "The worker was not employed that day");
    Fault::body(pointer, "not_employed", zh, en)
}
