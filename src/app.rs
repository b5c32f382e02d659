//! The actix application: middleware, limits, routes, docs.

use std::{
    rc::Rc,
    sync::{Arc, LazyLock},
};

use actix_cors::Cors;
use actix_web::{
    App, Error as ActixError, HttpResponse,
    body::BoxBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    http::header,
    middleware::from_fn,
    web,
};
use tokio::sync::Semaphore;
use utoipa_actix_web::AppExt as _;

use crate::{
    attachments::store::Store,
    auth::{caller::Callers, keys::KeyRing, password::Hasher},
    config::Config,
    db::pool,
    http::{
        clock::Clock,
        codes::Code,
        contract::Contract,
        docs,
        endpoint::{Collection, PathGroup},
        envelope::envelope,
        error::Error,
        metrics::Metrics,
        openapi,
        quota::Quotas,
        state::{Shared, Worker},
    },
    personal::Roots,
    routes,
};

/// The OpenAPI document, made from the routes.
pub fn document() -> serde_json::Value {
    let app = App::new().into_utoipa_app().openapi(openapi::frame());
    let groups = PathGroup::group(routes::all());
    let (_, document) = groups.into_iter().fold(app, utoipa_actix_web::UtoipaApp::service).split_for_parts();
    openapi::to_json(&document)
}

/// The same as text, as it is committed.
pub fn written() -> String {
    format!("{:#}\n", document())
}

/// The document as it is published. A release is given the committed one, which a test compares with the code: to make it takes
/// memory that is never used again. A debug build makes it, so that a new endpoint needs no second build.
pub fn published() -> &'static str {
    #[cfg(debug_assertions)]
    {
        static MADE: LazyLock<String> = LazyLock::new(written);
        &MADE
    }
    #[cfg(not(debug_assertions))]
    include_str!("../openapi/openapi.json")
}

/// What each operation accepts.
pub fn contract() -> &'static Contract {
    #[expect(clippy::expect_used, reason = "tests read both the committed and the made document")]
    static READ: LazyLock<Contract> =
        LazyLock::new(|| Contract::new(published()).expect("an OpenAPI document"));
    &READ
}

/// What all threads share. Errors: the signing keys or the root keys can't be read, the store of attachments not opened.
pub fn shared(config: Config, clock: Clock) -> Result<Arc<Shared>, String> {
    Ok(Arc::new(Shared {
        keys: KeyRing::open(&config.keys_dir)?,
        personal: Roots::open(&config.personal_keys_file)?,
        attachments: Store::open(&config)?,
        hasher: Hasher::default(),
        quotas: Quotas::new(config.requests_per_minute, config.sign_ins_per_minute, config.trusted_proxies),
        metrics: Metrics::default(),
        contract: contract(),
        clock,
        config,
    }))
}

/// Connections of a thread for those who have not signed in, and for probes.
const ENTRANCE: usize = 2;

/// The application of one thread, with its own connections.
///
/// # Panics
/// Never: a pool that is given its runtime can be built.
pub fn build(
    shared: &Arc<Shared>,
    database_url: &str,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = ActixError,
        InitError = (),
    > + use<>,
> {
    let [pool, entrance] = [shared.config.pool_size, ENTRANCE].map(|size| {
        #[expect(clippy::expect_used, reason = "the builder fails only without a runtime, which it is given")]
        let pool = pool::build(database_url, size).expect("a pool");
        shared.metrics.watch(pool.clone());
        pool
    });
    // Exports take at most half of the connections: the other requests go on beside them.
    let snapshots = Arc::new(Semaphore::new(shared.config.pool_size.div_ceil(2)));
    let worker =
        Worker { shared: Arc::clone(shared), pool, entrance, callers: Callers::default(), snapshots };
    let worker = Rc::new(worker);
    let around = Arc::clone(shared);
    App::new()
        .app_data(web::Data::new(worker))
        .app_data(web::Data::new(Arc::clone(shared)))
        .configure(crate::operation::register)
        .configure(|config| docs::register(config, published()))
        .configure(|config| {
            Collection::group(PathGroup::group(routes::all())).into_iter().for_each(|collection| {
                config.service(collection);
            });
        })
        .default_service(web::to(|| async { Err::<HttpResponse, _>(Error::new(Code::NotFound)) }))
        .wrap(cors(&shared.config.cors_origins))
        .wrap(from_fn(move |request, next| envelope(Arc::clone(&around), request, next)))
}

/// Only the configured origins; no cookies are used, so none are allowed.
fn cors(origins: &[String]) -> Cors {
    let allowed = origins.iter().fold(Cors::default(), |cors, origin| cors.allowed_origin(origin));
    allowed
        .block_on_origin_mismatch(false)
        .allowed_methods(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
        .allowed_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            header::RANGE,
            header::IF_RANGE,
            header::ACCEPT_LANGUAGE,
        ])
        .allowed_header("Idempotency-Key")
        .allowed_header("X-Request-Id")
        .expose_headers([
            "ETag",
            "Accept-Ranges",
            "Content-Disposition",
            "Content-Range",
            "Link",
            "Location",
            "Retry-After",
            "X-Request-Id",
            "Idempotent-Replayed",
            "RateLimit-Limit",
            "RateLimit-Remaining",
            "RateLimit-Reset",
        ])
        .max_age(3600)
}
