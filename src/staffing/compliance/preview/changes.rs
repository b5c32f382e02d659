//! Changes made to facts in memory.

use uuid::Uuid;

use super::{
    body::{PreviewCompliance, PreviewEndKind},
    references::References,
};
use crate::{
    http::{Error, Result, codes::Code, fault::Fault},
    rules::{
        periods::Span,
        staffing::{Certificate, Employment, Posting, WorkerFacts},
    },
};

/// Makes the changes of the body to these workers. Errors: 409 when a worker would be at two stations on a day.
pub fn make(workers: &mut [WorkerFacts], body: &PreviewCompliance, references: &References) -> Result<()> {
    for worker in &mut *workers {
        end(worker, body, references);
        add(worker, body);
    }
    let faults: Vec<Fault> = overlapping(workers, body).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::new(Code::OverlappingPosting).faults(faults)) }
}

fn end(worker: &mut WorkerFacts, body: &PreviewCompliance, references: &References) {
    for end in &body.end {
        match end.kind {
            PreviewEndKind::Posting => {
                let Some((of, station, from)) = references.postings.get(&end.id) else { continue };
                let same =
                    |posting: &&mut Posting| (posting.station_id, posting.span.from) == (*station, *from);
                let found = worker.postings.iter_mut().find(same).filter(|_| *of == worker.worker_id);
                found.into_iter().for_each(|posting| posting.span.to = Some(end.to));
            }
            PreviewEndKind::Employment => {
                let Some((of, organisation, kind, from)) = references.employments.get(&end.id) else {
                    continue;
                };
                let same = |employment: &&mut Employment| {
                    (employment.organisation_id, employment.kind, employment.span.from)
                        == (*organisation, *kind, *from)
                };
                let found = worker.employments.iter_mut().find(same).filter(|_| *of == worker.worker_id);
                found.into_iter().for_each(|employment| employment.span.to = Some(end.to));
            }
        }
    }
}

fn add(worker: &mut WorkerFacts, body: &PreviewCompliance) {
    let (id, add) = (worker.worker_id, &body.add);
    let postings = add.postings.iter().filter(|posting| posting.worker_id == id);
    worker.postings.extend(postings.map(|posting| Posting {
        station_id: posting.station_id,
        span: Span { from: posting.from, to: posting.to },
    }));
    let employments = add.employments.iter().filter(|employment| employment.worker_id == id);
    worker.employments.extend(employments.map(|employment| Employment {
        organisation_id: employment.organisation_id,
        kind: employment.kind,
        span: Span { from: employment.from, to: employment.to },
    }));
    let certificates = add.certificates.iter().filter(|certificate| certificate.worker_id == id);
    worker.certificates.extend(certificates.map(|certificate| Certificate {
        level: certificate.level,
        obtained_on: certificate.obtained_on,
        revoked_on: None,
        registrations: Vec::new(),
    }));
}

/// The postings to try that share a day with another of the worker: each is among the worker's postings itself.
fn overlapping(workers: &[WorkerFacts], body: &PreviewCompliance) -> impl Iterator<Item = Fault> {
    let postings = |worker: Uuid| {
        let worker = workers.iter().find(move |facts| facts.worker_id == worker);
        worker.into_iter().flat_map(|facts| &facts.postings)
    };
    body.add.postings.iter().enumerate().filter_map(move |(n, posting)| {
        let span = Span { from: posting.from, to: posting.to };
        let shared = postings(posting.worker_id).filter(|other| other.span.overlaps(&span)).count();
        (shared > 1).then(|| {
            Fault::body(
                format!("/add/postings/{n}"),
                "overlapping_posting",
                "该社工在此期间已有驻站，同一天只能驻一个站点",
                "The worker is posted on some of these days already; one station at a time",
            )
        })
    })
}
