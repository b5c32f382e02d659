//! A chunk against what the database knows, and into it: the rules of a single log for each row, a statement for all of them.

use std::collections::HashSet;

use uuid::Uuid;

use super::{
    beside::Others,
    columns::{COLUMNS, ID},
    judge::{Candidate, Chunk, told},
    known::Known,
    write::{self, Good},
};
use crate::{
    http::{Error, Result, Tx, fault::Fault},
    imports::progress::Counts,
    questions::raise::About,
    rules::entry_questions::Question,
    service_logs::{
        effects::{self, Recorded},
        figures::write::Sum,
    },
    tables::import::RowFault,
};

/// What became of a chunk.
pub struct Settled {
    /// In figures.
    pub counts: Counts,
    /// What is wrong with its rows.
    pub faults: Vec<RowFault>,
    /// What its logs add to the figures; to be written last.
    pub sum: Sum,
}

/// Judges the rows; writes the good ones if an import is named, but for the figures.
pub async fn settle(tx: &Tx<'_>, chunk: Chunk, import: Option<Uuid>) -> Result<Settled> {
    let Chunk { rows, candidates, mut faults } = chunk;
    let known = Known::load(tx, &candidates).await?;
    let (mut good, mut again) = (Vec::with_capacity(candidates.len()), 0);
    for row in candidates {
        match judged(tx, &known, row, &mut faults)? {
            Verdict::Good(row) => good.push(*row),
            Verdict::Known => again += 1,
            Verdict::Faulty => {}
        }
    }
    let (written, sum) = match import {
        Some(import) if !good.is_empty() => (good.len(), recorded(tx, import, good).await?),
        _ => (0, Sum::default()),
    };
    let at_fault: HashSet<u64> = faults.iter().map(|fault| fault.row).collect();
    faults.sort_by_key(|fault| fault.row);
    let counts =
        Counts { read: count(rows)?, faulty: count(at_fault.len())?, known: again, written: count(written)? };
    Ok(Settled { counts, faults, sum })
}

fn count(rows: usize) -> Result<i64> {
    i64::try_from(rows).map_err(Error::internal)
}

enum Verdict {
    Good(Box<Good>),
    Known,
    Faulty,
}

fn judged(tx: &Tx<'_>, known: &Known, row: Candidate, faults: &mut Vec<RowFault>) -> Result<Verdict> {
    let grounds = known.grounds(&row);
    if let Some(taken_by) = &grounds.taken_by {
        if *taken_by == row.content {
            return Ok(Verdict::Known);
        }
        faults.push(taken(
            &row,
            "该编号已用于内容不同的服务记录",
            "This id belongs to a log that says something else",
        ));
        return Ok(Verdict::Faulty);
    }
    if known.is_of_something_else(&row) {
        faults.push(taken(&row, "该编号已用于另一对象", "This id is that of something else"));
        return Ok(Verdict::Faulty);
    }
    let mut found = Vec::new();
    let workers = told(grounds.judge(&row.log, tx.today()), &mut found)?;
    faults.extend(found.into_iter().map(|fault| RowFault::new(row.row, COLUMNS, fault)));
    let Some(workers) = workers else { return Ok(Verdict::Faulty) };
    let counts = row.log.state == crate::service_logs::content::EntryState::Submitted;
    let on_list = known.on_list(&row.log).filter(|_| counts);
    Ok(Verdict::Good(Box::new(Good { row, workers, on_list })))
}

fn taken(row: &Candidate, zh: &'static str, en: &'static str) -> RowFault {
    RowFault::new(row.row, COLUMNS, Fault::body(ID, "already_exists", zh, en))
}

async fn recorded(tx: &Tx<'_>, import: Uuid, good: Vec<Good>) -> Result<Sum> {
    let rows: Vec<&Candidate> = good.iter().map(|one| &one.row).collect();
    let mut others = Others::load(tx, &rows).await?;
    let (mut asked, mut topics): (Vec<(About, Question)>, HashSet<_>) = (Vec::new(), HashSet::new());
    for one in &good {
        for question in others.ask(tx, &one.row, one.on_list)? {
            if topics.insert((question.kind, question.topic.clone())) {
                asked.push(((one.row.log.station_id, one.row.id), question));
            }
        }
    }
    let logs = write::all(tx, good).await?;
    effects::settle_many(tx, Recorded { import, logs: &logs, asked }).await
}
