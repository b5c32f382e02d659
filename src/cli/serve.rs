//! `stations serve`: database, migrations, plan, demo, then HTTP until SIGTERM.

use std::{io, net::TcpListener, sync::Arc, time::Duration};

use actix_web::{HttpServer, rt};

use crate::{
    app, background,
    config::Config,
    county_plan,
    db::{database::Database, migrations, pool},
    demo,
    http::{clock::Clock, idle, state::Shared},
    personal::rotation,
    staffing::workers::seal_names::seal_names,
};

/// An accepted request has this long to end after SIGTERM.
const GRACE_SECONDS: u64 = 25;

/// Runs until it is told to stop. Errors: whatever keeps it from starting.
pub fn serve(config: Config, with_demo: bool) -> Result<(), String> {
    let listener = TcpListener::bind(config.address).map_err(|e| taken(&config, &e))?;
    let shared = app::shared(config, Clock::default())?;
    let runtime = super::runtime()?;
    let mut database = runtime.block_on(Database::open(&shared.config))?;
    let prepared = runtime.block_on(prepare(&database, &shared));
    let served =
        prepared.and_then(|()| rt::System::new().block_on(run(&shared, &mut database, listener, with_demo)));
    runtime.block_on(database.close());
    served
}

fn taken(config: &Config, error: &io::Error) -> String {
    format!(
        "cannot listen on {}: {error}; set PORT to another port, or stop what uses this one",
        config.address
    )
}

async fn prepare(database: &Database, shared: &Shared) -> Result<(), String> {
    let conn = pool::connect(&database.url).await.map_err(|e| e.to_string())?;
    let done = migrations::run(conn).await?;
    log::info!("{done} migrations run");
    open_personal_data(database, shared).await?;
    county_plan::load_baisha(&database.url, &shared.clock).await
}

/// Errors: the root keys are not those of this database; then nothing is written by them.
async fn open_personal_data(database: &Database, shared: &Shared) -> Result<(), String> {
    let conn = pool::connect(&database.url).await.map_err(|e| e.to_string())?;
    rotation::check(&conn, &shared.personal).await?;
    let sealed = seal_names(&conn, &shared.personal, shared.clock.now()).await;
    sealed.map(|names| log::info!("{names} names of workers sealed")).map_err(|e| e.to_string())
}

fn greet(shared: &Shared, listener: &TcpListener) {
    let address = listener.local_addr().unwrap_or(shared.config.address);
    println!("API and documentation: http://{address}/docs");
    println!("Try: curl http://{address}/api/v1/public/stations");
}

async fn run(
    shared: &Arc<Shared>,
    database: &mut Database,
    listener: TcpListener,
    with_demo: bool,
) -> Result<(), String> {
    let url = database.url.clone();
    let jobs = background::start(Arc::clone(shared), &url)?;
    greet(shared, &listener);
    let factory = Arc::clone(shared);
    if with_demo {
        rt::spawn(tell(shared.config.clone(), url.clone()));
    }
    let server = HttpServer::new(move || app::build(&factory, &url))
        .workers(shared.config.workers)
        .max_connections(2000)
        .on_connect(idle::watch)
        .client_request_timeout(Duration::from_secs(5))
        .shutdown_timeout(GRACE_SECONDS)
        .listen(listener)
        .map_err(|e| e.to_string())?
        .run();
    let handle = server.handle();
    let lost = async {
        let cause = database.ended().await;
        handle.stop(true).await;
        Err(format!("the private PostgreSQL ended: {cause}"))
    };
    let ended = tokio::select! {
        ended = server => ended.map_err(|e| e.to_string()),
        lost = lost => lost,
    };
    jobs.stop().await;
    ended
}

/// The demo is made while requests are served already.
async fn tell(config: Config, url: String) {
    if let Err(problem) = demo::make_once(&config, &url).await {
        log::error!("{problem}");
        println!("The demo could not be made; the log says why.");
    }
}

/// `stations demo`: migrates, loads the plan, makes the demo and what more of it is asked for, ends.
pub fn demo(config: Config, more: &demo::More) -> Result<(), String> {
    let shared = app::shared(config, Clock::default())?;
    let runtime = super::runtime()?;
    let database = runtime.block_on(Database::attach(&shared.config))?;
    let prepared = runtime.block_on(prepare(&database, &shared));
    let made = prepared.and_then(|()| {
        rt::System::new().block_on(async {
            demo::make_once(&shared.config, &database.url).await?;
            if more.is_nothing() {
                return Ok(());
            }
            demo::add(&shared.config, &database.url, more).await?;
            super::statistics::rebuild(&database, None).await
        })
    });
    runtime.block_on(database.close());
    made
}
