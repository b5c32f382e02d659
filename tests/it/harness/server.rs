//! One private PostgreSQL for the test run; one database for each test, copied from a migrated template.

use std::{
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
};

use diesel::sql_query;
use diesel_async::RunQueryDsl;
use stations::{
    audit::sequencer::sequence,
    county_plan,
    db::{
        cluster::{Cluster, Options},
        migrations, pool,
    },
    http::clock::Clock,
};

const TEMPLATE: &str = "template_of_tests";

struct Server {
    cluster: Cluster,
    made: AtomicU32,
    janitor: mpsc::Sender<String>,
}

static SERVER: OnceLock<Server> = OnceLock::new();

fn server() -> &'static Server {
    SERVER.get_or_init(|| {
        let directory = directory();
        let _ = std::fs::remove_dir_all(&directory);
        let cluster = Cluster::start(&directory, Options { fsync: false, max_connections: 300 })
            .expect("a PostgreSQL for the tests");
        let (admin, template) = (cluster.url("postgres"), cluster.url(TEMPLATE));
        in_own_runtime(async move {
            run(&admin, format!("CREATE DATABASE {TEMPLATE}")).await;
            migrations::run(pool::connect(&template).await.unwrap()).await.unwrap();
            county_plan::load_baisha(&template, &before_the_plan()).await.unwrap();
            // As if its sequencer had been at work ever since.
            sequence(&pool::connect(&template).await.unwrap(), "469025").await.unwrap();
        });
        Server { janitor: janitor(cluster.url("postgres")), cluster, made: AtomicU32::new(0) }
    })
}

/// `TEST_POSTGRES` where it is set (scripts/test sets a folder in memory: a test's database is some eight hundred files, and
/// making them on a disk took most of a test's time), else a folder of the build. The next run begins it anew.
fn directory() -> PathBuf {
    let on_disk = || Path::new(env!("CARGO_TARGET_TMPDIR")).join("postgres");
    std::env::var_os("TEST_POSTGRES").map_or_else(on_disk, PathBuf::from)
}

/// Drops the databases of ended tests, in a thread of its own.
fn janitor(admin: String) -> mpsc::Sender<String> {
    let (sender, names) = mpsc::channel::<String>();
    thread::spawn(move || {
        for name in names {
            let admin = admin.clone();
            in_own_runtime(async move {
                run(&admin, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
            });
        }
    });
    sender
}

async fn run(url: &str, statement: String) {
    let conn = pool::connect(url).await.unwrap();
    sql_query("SET statement_timeout = 0").execute(&mut &conn).await.unwrap();
    sql_query(statement).execute(&mut &conn).await.unwrap();
}

/// Migrations need a runtime of more than one thread, which a test's is not.
fn in_own_runtime(work: impl Future<Output = ()> + Send + 'static) {
    let runtime =
        || tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    thread::spawn(move || runtime().block_on(work)).join().unwrap();
}

/// A database of one test; dropped with it.
pub struct TestDatabase {
    name: String,
    pub url: String,
}

impl TestDatabase {
    /// A copy of the migrated template with the plan in it.
    pub async fn create() -> Self {
        Self::of(TEMPLATE).await
    }

    /// A database with nothing in it.
    pub async fn empty() -> Self {
        Self::of("template0").await
    }

    async fn of(template: &str) -> Self {
        let server = tokio::task::spawn_blocking(server).await.unwrap();
        let name = format!("test_{}", server.made.fetch_add(1, Ordering::Relaxed));
        run(&server.cluster.url("postgres"), format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Self { url: server.cluster.url(&name), name }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let _ = server().janitor.send(std::mem::take(&mut self.name));
    }
}

/// The plan was known before anything that a test asks about, also by `known_at`.
fn before_the_plan() -> Clock {
    let clock = Clock::default();
    clock.hold("2022-12-01T00:00:00Z".parse().unwrap());
    clock
}
