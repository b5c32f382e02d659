//! For the operator: `/livez`, `/readyz`, `/metrics`.

use std::{
    rc::Rc,
    sync::{Arc, atomic::Ordering},
};

use actix_web::{HttpResponse, web};
use serde_json::{Value, json};

use crate::{
    db::{
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

/// 200 when requests can be served: database reached, migrations current, sequencer not behind.
async fn readyz(worker: web::Data<Rc<Worker>>) -> HttpResponse {
    let (database, schema) = database(&worker).await;
    let pending = worker.shared.metrics.events_pending.load(Ordering::Relaxed);
    let sequencer = if pending < 10_000 { "ok" } else { "behind" };
    let ready = database == "ok" && schema == "current" && sequencer == "ok";
    let body: Value = json!({
        "status": if ready { "ready" } else { "not_ready" },
        "database": database, "schema": schema, "sequencer": sequencer, "events_pending": pending,
    });
    if ready { HttpResponse::Ok().json(body) } else { HttpResponse::ServiceUnavailable().json(body) }
}

async fn database(worker: &Worker) -> (&'static str, &'static str) {
    let Ok(lease) = Lease::take(&worker.pool).await else { return ("unreachable", "unknown") };
    let Ok(conn) = lease.conn() else { return ("unreachable", "unknown") };
    match migrations::standing(conn).await {
        Ok(Standing::Current) => ("ok", "current"),
        Ok(Standing::Behind(_)) => ("ok", "behind"),
        Ok(Standing::Ahead) => ("ok", "ahead"),
        Err(cause) => {
            log::error!("readyz: {cause}");
            lease.discard();
            ("unreachable", "unknown")
        }
    }
}
