//! An import of logs from its beginning, or from where it stopped, to its end.
//!
//! `valid_rows`: each chunk is a transaction with its rows, its event and the count of rows done, so whatever ends the
//! process, the next one goes on with the next chunk. `all`: the chunks are judged first; only if none has a fault, all
//! of them are written in one transaction, which begins anew where the process was ended. Its figures are added at its end, so
//! that those who record at its stations meanwhile do not wait for it.

use std::collections::HashSet;

use tokio::sync::mpsc;

use super::{
    judge::{self, Chunk, Judge},
    named::Named,
    settle::{Settled, settle},
};
use crate::{
    http::{Error, Result, Tx},
    imports::{
        faults, file,
        model::ImportState,
        progress::{self, Counts},
        run::{Outcome, Run},
    },
    service_logs::figures::write::Sum,
    tables::{
        format::Format,
        import::{ImportMode, RowFault},
    },
};

/// Runs it. Errors: 422 for what is wrong with the file as a whole; what is broken on our side, to be tried again.
pub async fn run(run: &Run) -> Result<Outcome> {
    let all = run.job.mode == ImportMode::All && !run.job.dry_run;
    if !run.order.judged {
        let writes = !run.job.dry_run && !all;
        let outcome = by_chunks(run, writes).await?;
        if outcome != Outcome::Through(ImportState::Done) || !all {
            return Ok(outcome);
        }
    }
    at_once(run).await
}

/// Reads the rows, the first `done` of them passed over.
async fn read(run: &Run, seals: bool, done: i64) -> Result<mpsc::Receiver<Result<Chunk>>> {
    let (shared, reach) = (&run.shared, run.reach());
    let file =
        file::fetch(&shared.attachments, &file::key(&run.county, run.job.id), &run.order.file_hash).await?;
    let format = Format::of_extension(&run.order.format).ok_or_else(|| Error::internal("no such format"))?;
    let judge = Judge {
        shared: std::sync::Arc::clone(shared),
        named: Named::load(&shared.personal, &run.conn, &reach).await?,
        county: run.county.clone(),
        now: shared.clock.now(),
        seals,
        seen: HashSet::new(),
    };
    Ok(judge::begin(judge, file, format, usize::try_from(done).map_err(Error::internal)?))
}

/// Each chunk for itself: judged, and written where rows are.
async fn by_chunks(run: &Run, writes: bool) -> Result<Outcome> {
    let mut chunks = read(run, writes, run.job.rows_read).await?;
    let mut faulty = run.job.rows_faulty;
    while let Some(chunk) = chunks.recv().await {
        let chunk = chunk?;
        if run.is_stopped() {
            return Ok(Outcome::Left);
        }
        let counts = run.transact(async |tx| {
            let Settled { counts, faults, sum } = settle(tx, chunk, writes.then_some(run.job.id)).await?;
            sum.write(tx).await?;
            keep(run, tx, &faults, faulty).await?;
            let goes_on = progress::count(tx, run.key(), counts).await?;
            Ok((goes_on.then_some(counts), goes_on))
        });
        let Some(counts) = counts.await? else { return Ok(Outcome::Left) };
        faulty = faulty.saturating_add(counts.faulty);
    }
    let refused = faulty > 0 && !run.job.dry_run && run.job.mode == ImportMode::All;
    Ok(Outcome::Through(if refused { ImportState::Refused } else { ImportState::Done }))
}

async fn keep(run: &Run, tx: &Tx<'_>, found: &[RowFault], before: i64) -> Result<()> {
    let (county, id) = run.key();
    if before < faults::MOST { faults::keep(tx, county, id, found).await } else { Ok(()) }
}

/// All chunks in one transaction. What is counted meanwhile is counted beside it, for whoever looks on.
async fn at_once(run: &Run) -> Result<Outcome> {
    if !progress::judged(&run.beside, run.key()).await? {
        return Ok(Outcome::Left);
    }
    let mut chunks = read(run, true, 0).await?;
    let written = run.transact(async |tx| {
        let mut sum = Sum::default();
        while let Some(chunk) = chunks.recv().await {
            let Settled { counts, faults, sum: more } = settle(tx, chunk?, Some(run.job.id)).await?;
            // Somebody changed what a row refers to, after it was judged.
            if !faults.is_empty() {
                return Ok((Written::Faulty(faults, counts.faulty), false));
            }
            sum.add(more);
            // Written now, so that they do not gather in memory.
            tx.write_events().await?;
            if run.is_stopped() || !progress::count(&run.beside, run.key(), counts).await? {
                return Ok((Written::Left, false));
            }
        }
        sum.write(tx).await?;
        let ended = run.end(tx, ImportState::Done).await?;
        Ok((if ended { Written::All } else { Written::Left }, ended))
    });
    match written.await? {
        Written::All => Ok(Outcome::Ended),
        Written::Left => Ok(Outcome::Left),
        Written::Faulty(found, faulty) => {
            let counts = Counts { read: faulty, faulty, ..Counts::default() };
            progress::judged(&run.beside, run.key()).await?;
            progress::count(&run.beside, run.key(), counts).await?;
            faults::keep(&run.beside, &run.county, run.job.id, &found).await?;
            Ok(Outcome::Through(ImportState::Refused))
        }
    }
}

enum Written {
    All,
    Left,
    Faulty(Vec<RowFault>, i64),
}
