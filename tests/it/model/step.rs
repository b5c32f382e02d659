//! Steps of a walk, as data: who does what to which place. Nothing in a step depends on the steps before it, so that any of
//! them can be left out.

use super::{
    cards::CardOp, cases::CaseOp, clients::ClientOp, logs::LogOp, postings::PostingOp, reports::ReportOp,
    scene::ACTORS,
};
use crate::harness::Chance;

/// What the caller says it has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// The version that is there.
    Right,
    /// Another one.
    Stale,
    /// Nothing.
    Absent,
    /// `*`.
    Any,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Step {
    /// Who, by its place in `ACTORS`.
    pub by: usize,
    pub op: Op,
    pub tag: Tag,
    /// The `Idempotency-Key` of a POST.
    pub key: Option<usize>,
}

#[derive(Clone, Debug)]
pub enum Op {
    Log(LogOp),
    Report(ReportOp),
    Posting(PostingOp),
    Client(ClientOp),
    Case(CaseOp),
    Card(CardOp),
    /// A day passes, and everybody signs in anew.
    NextDay,
}

/// A walk of so many steps; now and then one is sent again as it was.
pub fn walk(seed: u64, steps: usize) -> Vec<Step> {
    let (mut chance, mut walk) = (Chance(seed), Vec::<Step>::new());
    for n in 0..steps {
        let again = walk.iter().rev().take(12).find(|step| step.key.is_some()).cloned();
        match again.filter(|_| chance.once_in(10)) {
            Some(Step { by, key, .. }) if chance.once_in(4) => {
                walk.push(Step { by, key, ..one(&mut chance, n) });
            }
            Some(step) => walk.push(step),
            None => walk.push(one(&mut chance, n)),
        }
    }
    walk
}

fn one(chance: &mut Chance, n: usize) -> Step {
    let (likely, op) = match chance.below(100) {
        0..28 => LogOp::any(chance),
        28..41 => ReportOp::any(chance),
        41..53 => PostingOp::any(chance),
        53..62 => ClientOp::any(chance),
        62..82 => CaseOp::any(chance),
        82..98 => CardOp::any(chance),
        _ => (vec![0], Op::NextDay),
    };
    let by = if chance.once_in(6) { chance.place(ACTORS.len()) } else { chance.one_of(&likely) };
    let tag = match chance.below(20) {
        0 => Tag::Stale,
        1 => Tag::Absent,
        2 => Tag::Any,
        _ => Tag::Right,
    };
    Step { by, op, tag, key: chance.once_in(4).then_some(n) }
}

/// The steps, one a line, as a failure prints them.
pub fn told(steps: &[Step]) -> String {
    let line = |(n, step): (usize, &Step)| {
        let key = step.key.map(|key| format!(" key k{key}")).unwrap_or_default();
        format!("  {n:>3} {} {:?} {:?}{key}\n", ACTORS[step.by].name, step.op, step.tag)
    };
    steps.iter().enumerate().map(line).collect()
}
