//! The rows of what is known of a worker as a person, as they were known at an instant: one statement a table, whatever
//! the number of workers.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join;
use uuid::Uuid;

use super::rows::{Of, by_owner};
use crate::{
    dated::{Days, KnownIn},
    db::{
        Conn,
        planned::{Ids, among},
    },
    http::Result,
    known,
    rules::{
        absences::AbsenceKind,
        periods::Span,
        qualifications::{CertificateLevel, Education},
        staffing::{Absence, Certificate, HealthStatement},
    },
    schema::{absences, certificates, health_statements, registrations, trainings, worker_versions},
    staffing::trainings::model::TrainingKind,
};

/// Date of birth and education of each of these workers: the newest version known.
pub async fn people(
    mut conn: &Conn,
    known: &KnownIn<'_>,
    workers: Ids<'_>,
) -> Result<Vec<Of<(Option<NaiveDate>, Option<Education>)>>> {
    let query = worker_versions::table
        .filter(worker_versions::county_code.eq_any(&known.counties))
        .filter(among(worker_versions::worker_id, workers))
        .filter(worker_versions::recorded_at.le(known.at))
        .distinct_on((worker_versions::county_code, worker_versions::worker_id))
        .order((worker_versions::county_code, worker_versions::worker_id, worker_versions::version.desc()))
        .select((worker_versions::worker_id, (worker_versions::birth_date, worker_versions::education)));
    Ok(query.load(&mut conn).await?)
}

/// All certificates of these workers, each by its id, with their registrations.
pub async fn certificates(
    conn: &Conn,
    known: &KnownIn<'_>,
    workers: Ids<'_>,
) -> Result<Vec<Of<Certificate>>> {
    let (rows, registered) =
        try_join(held(conn, known, workers), registrations(conn, known, workers)).await?;
    let mut registered = by_owner(registered);
    let certificate = |(id, worker, level, (obtained_on, revoked_on, revocation_recorded_at))| {
        let revoked_on = known.span((obtained_on, revoked_on, revocation_recorded_at)).to;
        let registrations = registered.remove(&id).unwrap_or_default();
        (worker, Certificate { level, obtained_on, revoked_on, registrations })
    };
    Ok(rows.into_iter().map(certificate).collect())
}

/// A certificate: its id, its worker, its level, its days.
type Held = (Uuid, Uuid, CertificateLevel, Days);

async fn held(mut conn: &Conn, known: &KnownIn<'_>, workers: Ids<'_>) -> Result<Vec<Held>> {
    let query = certificates::table
        .filter(certificates::county_code.eq_any(&known.counties))
        .filter(among(certificates::worker_id, workers))
        .filter(known!(certificates, known.at))
        .order((
            certificates::county_code,
            certificates::worker_id,
            certificates::obtained_on,
            certificates::id,
        ))
        .select((
            certificates::id,
            certificates::worker_id,
            certificates::level,
            (certificates::obtained_on, certificates::revoked_on, certificates::revocation_recorded_at),
        ));
    Ok(query.load(&mut conn).await?)
}

/// The registrations of the certificates of these workers, by certificate.
async fn registrations(mut conn: &Conn, known: &KnownIn<'_>, workers: Ids<'_>) -> Result<Vec<Of<Span>>> {
    let same = registrations::county_code
        .eq(certificates::county_code)
        .and(registrations::certificate_id.eq(certificates::id));
    let rows: Vec<(Uuid, NaiveDate, NaiveDate)> = registrations::table
        .inner_join(certificates::table.on(same))
        .filter(registrations::county_code.eq_any(&known.counties))
        .filter(certificates::county_code.eq_any(&known.counties))
        .filter(among(certificates::worker_id, workers))
        .filter(known!(registrations, known.at))
        .order((registrations::valid_from, registrations::id))
        .select((registrations::certificate_id, registrations::valid_from, registrations::valid_to))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(certificate, from, to)| (certificate, Span::between(from, to))).collect())
}

/// All health statements and examinations of these workers, the oldest first.
pub async fn health(
    mut conn: &Conn,
    known: &KnownIn<'_>,
    workers: Ids<'_>,
) -> Result<Vec<Of<HealthStatement>>> {
    let rows: Vec<(Uuid, NaiveDate, bool, Option<NaiveDate>)> = health_statements::table
        .filter(health_statements::county_code.eq_any(&known.counties))
        .filter(among(health_statements::worker_id, workers))
        .filter(known!(health_statements, known.at))
        .order((
            health_statements::county_code,
            health_statements::worker_id,
            health_statements::dated_on,
            health_statements::id,
        ))
        .select((
            health_statements::worker_id,
            health_statements::dated_on,
            health_statements::fit,
            health_statements::valid_until,
        ))
        .load(&mut conn)
        .await?;
    let statement =
        |(worker, dated_on, fit, valid_until)| (worker, HealthStatement { dated_on, fit, valid_until });
    Ok(rows.into_iter().map(statement).collect())
}

/// The days on which these workers had safety education.
pub async fn safety_education(
    mut conn: &Conn,
    known: &KnownIn<'_>,
    workers: Ids<'_>,
) -> Result<Vec<Of<NaiveDate>>> {
    let query = trainings::table
        .filter(trainings::county_code.eq_any(&known.counties))
        .filter(among(trainings::worker_id, workers))
        .filter(trainings::kind.eq(TrainingKind::SafetyEducation))
        .filter(known!(trainings, known.at))
        .order((trainings::county_code, trainings::worker_id, trainings::held_on, trainings::id))
        .select((trainings::worker_id, trainings::held_on));
    Ok(query.load(&mut conn).await?)
}

/// All absences of these workers.
pub async fn absences(mut conn: &Conn, known: &KnownIn<'_>, workers: Ids<'_>) -> Result<Vec<Of<Absence>>> {
    let rows: Vec<(Uuid, AbsenceKind, Days)> = absences::table
        .filter(absences::county_code.eq_any(&known.counties))
        .filter(among(absences::worker_id, workers))
        .filter(known!(absences, known.at))
        .order((absences::county_code, absences::worker_id, absences::valid_from, absences::id))
        .select((
            absences::worker_id,
            absences::kind,
            (absences::valid_from, absences::valid_to, absences::end_recorded_at),
        ))
        .load(&mut conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(worker, kind, days)| (worker, Absence { kind, span: known.span(days) }))
        .collect())
}
