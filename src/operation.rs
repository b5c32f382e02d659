//! For the operator: `/livez`, `/readyz`, `/metrics`.

use std::{rc::Rc, sync::Arc};

use actix_web::{HttpResponse, web};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::{
    audit::sequencer::waiting,
    db::{
        Conn,
        lease::Lease,
        migrations::{self, Standing},
    },
    http::{
        endpoint::read_only,
        state::{Shared, Worker},
    },
};

/// The three routes; they need no account and are meant for the operator's network.
pub fn register(config: &mut web::ServiceConfig) {
    config.service(read_only("/livez", || async { HttpResponse::Ok().json(json!({"status": "ok"})) }));
    config.service(read_only("/readyz", readyz));
    config.service(read_only("/metrics", metrics));
}

async fn metrics(shared: web::Data<Arc<Shared>>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(shared.metrics.render())
}

/// Events that wait longer than this for a position mean that the sequencer does not work.
const PATIENCE: TimeDelta = TimeDelta::seconds(10);

/// What a look at the database showed.
struct Seen {
    database: &'static str,
    schema: &'static str,
    sequencer: &'static str,
}

const UNREACHABLE: Seen = Seen { database: "unreachable", schema: "unknown", sequencer: "unknown" };

/// 200 when requests can be served: database reached, migrations current, sequencer not behind.
async fn readyz(worker: web::Data<Rc<Worker>>) -> HttpResponse {
    let Seen { database, schema, sequencer } = look(&worker).await;
    let ready = (database, schema, sequencer) == ("ok", "current", "ok");
    let body: Value = json!({
        "status": if ready { "ready" } else { "not_ready" },
        "database": database, "schema": schema, "sequencer": sequencer,
    });
    if ready { HttpResponse::Ok().json(body) } else { HttpResponse::ServiceUnavailable().json(body) }
}

async fn look(worker: &Worker) -> Seen {
    let Ok(lease) = Lease::take(&worker.entrance).await else { return UNREACHABLE };
    lease.bounded(async { Ok(ask(worker, &lease, lease.conn()?).await) }).await.unwrap_or(UNREACHABLE)
}

async fn ask(worker: &Worker, lease: &Lease, conn: &Conn) -> Seen {
    let schema = match migrations::standing(conn).await {
        Ok(Standing::Current) => "current",
        Ok(Standing::Behind(_)) => "behind",
        Ok(Standing::Ahead) => "ahead",
        Err(cause) => return gone(lease, &cause),
    };
    if schema == "behind" {
        return Seen { database: "ok", schema, sequencer: "unknown" };
    }
    match waiting(conn).await {
        Ok(counties) => {
            Seen { database: "ok", schema, sequencer: judge(&counties, worker.shared.clock.now()) }
        }
        Err(cause) => gone(lease, &cause),
    }
}

/// Asked of the database and not of this process: any replica's sequencer will do.
fn judge(counties: &[(String, DateTime<Utc>)], now: DateTime<Utc>) -> &'static str {
    let late = counties.iter().any(|(_, oldest)| now.signed_duration_since(*oldest) > PATIENCE);
    if late { "behind" } else { "ok" }
}

fn gone(lease: &Lease, cause: &dyn std::fmt::Display) -> Seen {
    log::error!("readyz: {cause}");
    lease.discard();
    UNREACHABLE
}
