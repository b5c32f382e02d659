//! What a preview refers to: it has to be there and within reach, as if it were recorded.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join4;
use uuid::Uuid;

use super::body::{PreviewCompliance, PreviewEndKind};
use crate::{
    auth::reach::Reach,
    db::Conn,
    http::{Error, Result, fault::Fault},
    rules::finding::EmploymentKind,
    schema::{employments, organisations, postings, workers},
    staffing::{employments::model as employments_model, postings::model as postings_model, scope::Scope},
};

/// A posting that would end: its worker, station and first day.
pub type Posted = (Uuid, Uuid, NaiveDate);
/// An employment that would end: its worker, employer, kind and first day.
pub type Employed = (Uuid, Uuid, EmploymentKind, NaiveDate);

/// What the body refers to, as far as it is there and within reach.
#[derive(Debug)]
pub struct References {
    workers: BTreeSet<Uuid>,
    organisations: BTreeSet<Uuid>,
    /// The postings that would end.
    pub postings: HashMap<Uuid, Posted>,
    /// The employments that would end.
    pub employments: HashMap<Uuid, Employed>,
}

impl References {
    /// Loads them: four statements.
    pub async fn of(conn: &Conn, reach: &Reach, scope: &Scope, body: &PreviewCompliance) -> Result<Self> {
        let (workers, organisations, postings, employments) = try_join4(
            load_workers(conn, reach, scope, body),
            load_organisations(conn, reach, body),
            load_postings(conn, reach, body),
            load_employments(conn, reach, scope, body),
        )
        .await?;
        let may_employ = organisations.into_iter().filter(|organisation| scope.may_employ_for(*organisation));
        Ok(Self {
            workers: workers.into_iter().collect(),
            organisations: may_employ.collect(),
            postings: postings.into_iter().collect(),
            employments: employments.into_iter().collect(),
        })
    }

    /// The workers whom anything would happen to.
    pub fn touched(&self, body: &PreviewCompliance) -> Vec<Uuid> {
        let ended = self.postings.values().map(|posted| posted.0);
        let ended = ended.chain(self.employments.values().map(|employed| employed.0));
        let all: BTreeSet<Uuid> = added_to(body).map(|(_, worker)| worker).chain(ended).collect();
        all.into_iter().collect()
    }

    /// Errors: 422 with the pointer of everything that is not there, not within reach, or would end before it begins.
    pub fn require(&self, reach: &[Uuid], body: &PreviewCompliance) -> Result<()> {
        let workers = added_to(body).filter(|(_, worker)| !self.workers.contains(worker));
        let mut faults: Vec<Fault> =
            workers.map(|(at, _)| Fault::unknown_reference(&format!("{at}/worker_id"))).collect();
        for (n, posting) in body.add.postings.iter().enumerate() {
            if !reach.contains(&posting.station_id) {
                faults.push(Fault::unknown_reference(&format!("/add/postings/{n}/station_id")));
            }
        }
        for (n, employment) in body.add.employments.iter().enumerate() {
            if !self.organisations.contains(&employment.organisation_id) {
                faults.push(Fault::unknown_reference(&format!("/add/employments/{n}/organisation_id")));
            }
        }
        faults.extend(self.faults_of_ends(body));
        if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
    }

    fn faults_of_ends(&self, body: &PreviewCompliance) -> impl Iterator<Item = Fault> {
        body.end.iter().enumerate().filter_map(|(n, end)| {
            let from = match end.kind {
                PreviewEndKind::Posting => self.postings.get(&end.id).map(|posted| posted.2),
                PreviewEndKind::Employment => self.employments.get(&end.id).map(|employed| employed.3),
            };
            match from {
                None => Some(Fault::unknown_reference(&format!("/end/{n}/id"))),
                Some(from) if end.to <= from => Some(Fault::body(
                    format!("/end/{n}/to"),
                    "too_early",
                    format!("须晚于{from}"),
                    format!("It must be after {from}"),
                )),
                Some(_) => None,
            }
        })
    }
}

/// Every addition by its pointer, with its worker.
fn added_to(body: &PreviewCompliance) -> impl Iterator<Item = (String, Uuid)> {
    let at = |list: &'static str| move |(n, worker): (usize, Uuid)| (format!("/add/{list}/{n}"), worker);
    let add = &body.add;
    let postings = add.postings.iter().map(|posting| posting.worker_id).enumerate().map(at("postings"));
    let employments = add.employments.iter().map(|employment| employment.worker_id);
    let certificates = add.certificates.iter().map(|certificate| certificate.worker_id);
    postings
        .chain(employments.enumerate().map(at("employments")))
        .chain(certificates.enumerate().map(at("certificates")))
}

async fn load_workers(
    mut conn: &Conn,
    reach: &Reach,
    scope: &Scope,
    body: &PreviewCompliance,
) -> Result<Vec<Uuid>> {
    let named: Vec<Uuid> = added_to(body).map(|(_, worker)| worker).collect();
    let rows = scope.workers(&reach.county).filter(workers::id.eq_any(named)).select(workers::id);
    Ok(rows.load(&mut conn).await?)
}

async fn load_organisations(mut conn: &Conn, reach: &Reach, body: &PreviewCompliance) -> Result<Vec<Uuid>> {
    let named = body.add.employments.iter().map(|employment| employment.organisation_id);
    let rows = organisations::table
        .filter(organisations::county_code.eq(&reach.county))
        .filter(organisations::id.eq_any(named.collect::<Vec<_>>()))
        .select(organisations::id);
    Ok(rows.load(&mut conn).await?)
}

async fn load_postings(
    mut conn: &Conn,
    reach: &Reach,
    body: &PreviewCompliance,
) -> Result<Vec<(Uuid, Posted)>> {
    let rows = postings_model::visible(reach)
        .filter(postings::id.eq_any(body.ending(PreviewEndKind::Posting)))
        .filter(postings::voided_at.is_null())
        .select((postings::id, (postings::worker_id, postings::station_id, postings::valid_from)));
    Ok(rows.load(&mut conn).await?)
}

async fn load_employments(
    mut conn: &Conn,
    reach: &Reach,
    scope: &Scope,
    body: &PreviewCompliance,
) -> Result<Vec<(Uuid, Employed)>> {
    let rows = employments_model::visible(scope, &reach.county)
        .filter(employments::id.eq_any(body.ending(PreviewEndKind::Employment)))
        .filter(employments::voided_at.is_null())
        .select((
            employments::id,
            (
                employments::worker_id,
                employments::organisation_id,
                employments::kind,
                employments::valid_from,
            ),
        ));
    Ok(rows.load(&mut conn).await?)
}
