//! `GET /service-logs` and `GET /service-logs/{id}`.

use chrono::NaiveDate;
use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    figures::cells::NO_VILLAGE,
    model::{self, LogFacts, ServiceMethod},
    view::{LogEntry, ServiceLog},
};
use crate::{
    auth::{policy::ReadServiceLogs, reach::Reach},
    casework::figures::{self, Whose},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    questions::model::QuestionState,
    rules::{entry_questions::QuestionKind, log_states::LogState},
    schema::{clients, questions, service_items, service_log_clients, service_log_workers, service_logs},
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct LogFilter {
    /// Only of this station.
    pub station: Option<Uuid>,
    /// Only services of this day or later.
    pub from: Option<NaiveDate>,
    /// Only services before this day.
    pub to: Option<NaiveDate>,
    /// Only of this item of the catalogue.
    #[param(pattern = "^[0-9A-Za-z.-]{1,20}$", example = "1.1")]
    pub item: Option<String>,
    /// Only of items of this domain of the catalogue.
    #[param(pattern = "^[0-9A-Za-z.]{1,20}$", example = "1")]
    pub domain: Option<String>,
    /// Only given in this way.
    pub method: Option<ServiceMethod>,
    /// Only with a part of this worker.
    pub worker: Option<Uuid>,
    /// Only about this client, and what was merged into it.
    pub client: Option<Uuid>,
    /// Only in this village or community of the county's list; `none`: in none of them.
    #[param(pattern = "^([0-9]{12}|none)$", example = "469025100001")]
    pub village: Option<String>,
    /// Only those that count (handed in, neither given nor taken back), or only those that do not.
    pub counts: Option<bool>,
    /// Only in this state.
    pub state: Option<LogState>,
    /// Only those to be come back to on this day or before.
    pub follow_up_by: Option<NaiveDate>,
    /// Only of this case.
    pub case: Option<Uuid>,
    /// Only of the sessions of this group.
    pub group: Option<Uuid>,
    /// Only of this activity.
    pub activity: Option<Uuid>,
    /// Only those about which a question of this kind is not closed.
    pub question: Option<QuestionKind>,
}

/// Lists the service logs within reach, withdrawn ones too, the latest day of service first. The texts are with each log.
#[utoipa::path(get, path = "/api/v1/service-logs", tag = "service_logs")]
pub async fn list_service_logs(
    ctx: Ctx<ReadServiceLogs>,
    filter: Query<LogFilter>,
    paging: Paging,
) -> Result<Listing<LogEntry>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        // Not EXISTS: PostgreSQL would make a hash of all rows of the table for it, and throw it away after a page.
        let stranger = service_log_workers::table
            .filter(service_log_workers::county_code.eq(service_logs::county_code))
            .filter(service_log_workers::log_id.eq(service_logs::id))
            .filter(diesel::dsl::not(service_log_workers::posted_here))
            .select(service_log_workers::worker_id);
        let mut rows = filtered(ctx.reach(), &filter.0);
        if let Some((day, id)) = paging.position::<(NaiveDate, Uuid)>()? {
            let later = service_logs::served_on.lt(day).or(service_logs::id.lt(id));
            rows = rows.filter(service_logs::served_on.le(day)).filter(later);
        }
        let rows = rows
            .order((service_logs::served_on.desc(), service_logs::id.desc()))
            .select((LogFacts::as_select(), stranger.single_value().is_not_null()));
        let counted = filtered(ctx.reach(), &filter.0);
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        let page = paging.page(found, total, |(log, _): &(LogFacts, bool)| (log.served_on, log.id))?;
        Ok(page.map(|(log, stranger)| LogEntry::new(log, stranger)))
    })
    .await
}

type Logs<'a> = service_logs::BoxedQuery<'a, Pg>;

fn filtered<'a>(reach: &'a Reach, filter: &'a LogFilter) -> Logs<'a> {
    let at_station = model::visible_at(reach, &filter.station);
    let mut rows = of_casework(within_days(at_station, filter), reach, filter);
    if let Some(item) = &filter.item {
        rows = rows.filter(service_logs::item_code.eq(item));
    }
    if let Some(method) = filter.method {
        rows = rows.filter(service_logs::method.eq(method));
    }
    if let Some(state) = filter.state {
        rows = rows.filter(service_logs::state.eq(state));
    }
    with_part(as_counted(rows, filter), reach, filter)
}

/// As the statistics count them.
fn as_counted<'a>(mut rows: Logs<'a>, filter: &'a LogFilter) -> Logs<'a> {
    rows = match filter.village.as_deref() {
        None => rows,
        Some(NO_VILLAGE) => rows.filter(service_logs::village_code.is_null()),
        Some(village) => rows.filter(service_logs::village_code.eq(village)),
    };
    match filter.counts {
        None => rows,
        Some(true) => rows.filter(service_logs::state.eq_any(LogState::COUNTING)),
        Some(false) => rows.filter(service_logs::state.ne_all(LogState::COUNTING)),
    }
}

fn within_days<'a>(mut rows: Logs<'a>, filter: &LogFilter) -> Logs<'a> {
    if let Some(from) = filter.from {
        rows = rows.filter(service_logs::served_on.ge(from));
    }
    if let Some(to) = filter.to {
        rows = rows.filter(service_logs::served_on.lt(to));
    }
    if let Some(day) = filter.follow_up_by {
        rows = rows.filter(service_logs::follow_up_on.le(day));
    }
    rows
}

/// What other tables say of them.
fn with_part<'a>(mut rows: Logs<'a>, reach: &'a Reach, filter: &'a LogFilter) -> Logs<'a> {
    if let Some(domain) = &filter.domain {
        let items = service_items::table
            .filter(service_items::county_code.eq(&reach.county))
            .filter(service_items::domain_code.eq(domain))
            .select(service_items::code);
        rows = rows.filter(service_logs::item_code.eq_any(items));
    }
    if let Some(worker) = filter.worker {
        let theirs = service_log_workers::table
            .filter(service_log_workers::county_code.eq(&reach.county))
            .filter(service_log_workers::worker_id.eq(worker))
            .select(service_log_workers::log_id);
        rows = rows.filter(service_logs::id.eq_any(theirs));
    }
    if let Some(client) = filter.client {
        let registrations = clients::table
            .filter(clients::county_code.eq(&reach.county))
            .filter(clients::id.eq(client).or(clients::merged_into.eq(client)))
            .select(clients::id);
        let about = service_log_clients::table
            .filter(service_log_clients::county_code.eq(&reach.county))
            .filter(service_log_clients::client_id.eq_any(registrations))
            .select(service_log_clients::log_id);
        rows = rows.filter(service_logs::id.eq_any(about));
    }
    if let Some(kind) = filter.question {
        let asked = questions::table
            .filter(questions::county_code.eq(&reach.county))
            .filter(questions::kind.eq(kind))
            .filter(questions::state.ne(QuestionState::Closed))
            .select(questions::log_id);
        rows = rows.filter(service_logs::id.eq_any(asked));
    }
    rows
}

/// To what they belong.
fn of_casework<'a>(mut rows: Logs<'a>, reach: &'a Reach, filter: &LogFilter) -> Logs<'a> {
    let whose =
        [filter.case.map(Whose::Case), filter.group.map(Whose::Group), filter.activity.map(Whose::Activity)];
    for whose in whose.into_iter().flatten() {
        rows = figures::only(rows, &reach.county, whose);
    }
    rows
}

/// Shows one service log with its texts, its workers and what the caller may do with it.
#[utoipa::path(get, path = "/api/v1/service-logs/{id}", tag = "service_logs")]
pub async fn get_service_log(ctx: Ctx<ReadServiceLogs>, path: Path<Id>) -> Result<Reply<ServiceLog>> {
    let roots = &ctx.shared().personal;
    let log = ctx.read(async |conn| model::find(roots, conn, ctx.reach(), path.id).await).await?;
    Reply::tagged(&ServiceLog::new(log, ctx.caller()?))
}
