//! The endpoint.

use std::collections::{HashMap, HashSet};

use tokio::task::spawn_blocking;

use super::{
    against,
    columns::COLUMNS,
    judge::{Candidate, Judge},
    places::Places,
    write,
};
use crate::{
    auth::policy::ManageWorkers,
    http::{Ctx, Error, Query, Reply, Result},
    staffing::scope::Scope,
    tables::{
        Tabled,
        import::{self, ImportFault, ImportMode, Imported, Importing, RowFault},
        reading::Table,
    },
};

/// Rows of one file. They are written in one transaction, which has five seconds, and the station of each is judged anew in it: four
/// milliseconds a row at the slowest measured. A county of the plan's size has some fifty workers.
const MOST: usize = 500;

/// Imports a roster of workers with the employment, posting and certificate of each (CSV, XLSX, NDJSON; at most 500 rows).
///
/// Every row is judged as the single endpoints would, and all faults are told at once. Nothing is written if any row is at
/// fault, unless `mode=valid_rows`. A person whom the county has already is a fault of the row.
#[utoipa::path(post, path = "/api/v1/workers/imports", tag = "staffing")]
pub async fn import_workers(
    ctx: Ctx<ManageWorkers>,
    importing: Query<Importing>,
    table: Table,
) -> Result<Tabled<Imported, ImportFault>> {
    let judge = judged(&ctx, &table).await?;
    let (asked, rows, good, mut faults) = (importing.0, judge.rows, judge.good, judge.faults);
    let county = &ctx.reach().county;
    let done = if asked.dry_run {
        ctx.read(async |conn| {
            against::judge(conn, county, &good, &mut faults).await?;
            answer(&ctx, asked, (rows, 0), &mut faults)
        })
        .await
    } else {
        ctx.write(async |tx| {
            against::judge(tx, county, &good, &mut faults).await?;
            if asked.mode == ImportMode::All && !faults.is_empty() {
                faults.sort_by_key(|fault| fault.row);
                return Err(import::refusal(&faults));
            }
            let good = without(good, &faults);
            let written = good.len();
            write::all(tx, good).await?;
            answer(&ctx, asked, (rows, written), &mut faults)
        })
        .await
    };
    import::answer(&ctx, done, &faults)
}

/// Reads and judges batch by batch; sealing and checking are work for another thread.
async fn judged(ctx: &Ctx<ManageWorkers>, table: &Table) -> Result<Judge> {
    let (scope, reach) = (Scope::of(ctx)?, ctx.reach());
    let places = ctx.read(async |conn| Places::load(conn, reach, &scope).await).await?;
    let mut judge = Judge {
        shared: ctx.process(),
        places,
        county: reach.county.clone(),
        scope,
        at: (ctx.today(), ctx.now()),
        seen: HashMap::new(),
        rows: 0,
        good: Vec::new(),
        faults: Vec::new(),
    };
    let mut batches = table.rows(COLUMNS, MOST)?;
    while let Some(rows) = batches.next().await? {
        judge = spawn_blocking(move || judge.judge(&rows)).await.map_err(Error::internal)??;
    }
    Ok(judge)
}

/// The candidates that nothing is wrong with.
fn without(candidates: Vec<Candidate>, faults: &[RowFault]) -> Vec<Candidate> {
    let at_fault: HashSet<u64> = faults.iter().map(|fault| fault.row).collect();
    candidates.into_iter().filter(|candidate| !at_fault.contains(&candidate.row)).collect()
}

fn answer(
    ctx: &Ctx<ManageWorkers>,
    asked: Importing,
    (rows, written): (usize, usize),
    faults: &mut [RowFault],
) -> Result<Reply<Imported>> {
    faults.sort_by_key(|fault| fault.row);
    Reply::plain(&Imported::new(asked, rows, written, faults, ctx.locale()))
}
