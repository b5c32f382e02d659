//! Against the PostgreSQL of this machine.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{Cluster, ClusterError, Options};

type Outcome = Result<(), Box<dyn Error>>;

const QUICK: Options = Options { fsync: false, max_connections: 10 };

/// A directory of one test, removed after it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("stations-test-{}-{name}", std::process::id())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The only column of the only row.
fn ask(cluster: &Cluster, sql: &str) -> Result<String, Box<dyn Error>> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let (client, connection) =
            tokio_postgres::connect(&cluster.url("postgres"), tokio_postgres::NoTls).await?;
        let connection = tokio::spawn(connection);
        let answer = client.query_one(sql, &[]).await?.get(0);
        drop(client);
        connection.await??;
        Ok(answer)
    })
}

/// The server's process, as its pid file names it.
fn server_pid(dir: &Path) -> Result<u32, Box<dyn Error>> {
    let written = fs::read_to_string(dir.join("data/postmaster.pid"))?;
    Ok(written.lines().next().unwrap_or_default().parse()?)
}

#[test]
fn a_restart_keeps_the_data_and_chinese_sorts_by_code_point() -> Outcome {
    let scratch = Scratch::new("restart 白沙");
    let cluster = Cluster::start(&scratch.0, QUICK)?;
    tokio::runtime::Runtime::new()?.block_on(make_towns(&cluster))?;
    cluster.stop_blocking();

    let cluster = Cluster::start(&scratch.0, QUICK)?;
    assert_eq!(ask(&cluster, "SELECT string_agg(name, '' ORDER BY name) FROM town")?, "七元细邦阜");
    assert_eq!(
        ask(&cluster, "SELECT current_setting('listen_addresses') || current_setting('data_checksums')")?,
        "on"
    );
    cluster.stop_blocking();
    Ok(())
}

async fn make_towns(cluster: &Cluster) -> Outcome {
    let (client, connection) =
        tokio_postgres::connect(&cluster.url("postgres"), tokio_postgres::NoTls).await?;
    let connection = tokio::spawn(connection);
    client
        .batch_execute(
            "CREATE TABLE town (name text); INSERT INTO town VALUES ('邦'), ('七'), ('细'), ('元'), ('阜')",
        )
        .await?;
    drop(client);
    Ok(connection.await??)
}

#[test]
fn a_second_service_is_told_who_holds_the_directory() -> Outcome {
    let scratch = Scratch::new("busy");
    let cluster = Cluster::start(&scratch.0, QUICK)?;
    let refused = Cluster::start(&scratch.0, QUICK);
    assert!(matches!(refused, Err(ClusterError::Busy { pid, .. }) if pid == std::process::id().to_string()));
    cluster.stop_blocking();
    Ok(())
}

#[test]
fn what_a_killed_service_leaves_behind_is_no_obstacle() -> Outcome {
    let scratch = Scratch::new("leftover");
    let interrupted = scratch.0.join("data.unfinished-1");
    fs::create_dir_all(&interrupted)?;
    let Cluster { mut server, _lock: lock, .. } = Cluster::start(&scratch.0, QUICK)?;
    assert!(!interrupted.exists());
    // As if service and watchdog had been killed together: the server runs on.
    server.abandon();
    drop(lock);
    let orphan = server_pid(&scratch.0)?;

    let cluster = Cluster::start(&scratch.0, QUICK)?;
    assert_ne!(server_pid(&scratch.0)?, orphan);
    assert!(server.ended().is_some_and(|how| how == "exit status: 0"));
    cluster.stop_blocking();

    // Marks of a server that was killed, whose number is another program's by now.
    for mark in ["data/postmaster.pid", "socket/.s.PGSQL.5432", "socket/.s.PGSQL.5432.lock"] {
        fs::write(scratch.0.join(mark), format!("{}\n", std::process::id()))?;
    }
    Cluster::start(&scratch.0, QUICK)?.stop_blocking();
    Ok(())
}

#[test]
fn a_server_without_its_service_stops() -> Outcome {
    let scratch = Scratch::new("dropped");
    let cluster = Cluster::start(&scratch.0, QUICK)?;
    let pid_file = scratch.0.join("data/postmaster.pid");
    assert!(pid_file.exists());
    drop(cluster);
    let deadline = Instant::now() + Duration::from_secs(10);
    while pid_file.exists() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(!pid_file.exists());
    Ok(())
}

#[test]
fn a_path_too_long_for_a_socket_gets_one_elsewhere() -> Outcome {
    let scratch = Scratch::new("long");
    let cluster = Cluster::start(&scratch.0.join("x".repeat(90)), QUICK)?;
    let socket = cluster.home.socket.clone();
    assert!(!socket.starts_with(&scratch.0));
    assert_eq!(ask(&cluster, "SELECT 'answers'")?, "answers");
    cluster.stop_blocking();
    assert!(!socket.exists());
    Ok(())
}
