//! Connections: one small pool for each actix worker (two threads never share a connection), TLS by rustls when the
//! URL asks, and the timeouts without which a lost client or a slow query would hold locks for ever.

use std::{sync::Arc, time::Duration};

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{
    AsyncPgConnection, SimpleAsyncConnection as _,
    pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod, deadpool},
};
use futures_util::{FutureExt as _, future::BoxFuture};
use tokio_postgres::{Config, NoTls, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::Conn;

/// A pool of connections.
pub type Pool = deadpool::Pool<Conn>;

/// A connection lives at most this long, so that a failover is noticed.
const MAX_AGE: Duration = Duration::from_mins(20);

/// On each session: a statement, a wait for a lock and an idle transaction end by themselves.
const SESSION: &str = "-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s \
    -c client_connection_check_interval=2s";

/// What a database URL says, plus our timeouts. Errors: the URL can't be read.
pub fn parse_url(url: &str) -> Result<Config, tokio_postgres::Error> {
    let mut config: Config = url.parse()?;
    let options = format!("{} {SESSION}", config.get_options().unwrap_or_default());
    config
        .options(options.trim())
        .application_name("social-work-stations")
        .connect_timeout(Duration::from_secs(3))
        .tcp_user_timeout(Duration::from_secs(10))
        .keepalives_idle(Duration::from_secs(30))
        .keepalives_interval(Duration::from_secs(10))
        .keepalives_retries(3);
    Ok(config)
}

/// Opens one connection. Errors: unreachable, refused, TLS.
pub async fn connect(url: &str) -> ConnectionResult<Conn> {
    let config = parse_url(url).map_err(bad_connection)?;
    if config.get_ssl_mode() != SslMode::Require {
        let (client, connection) = config.connect(NoTls).await.map_err(bad_connection)?;
        return AsyncPgConnection::try_from_client_and_connection(client, connection).await;
    }
    let (client, connection) = config.connect(MakeRustlsConnect::new(tls())).await.map_err(bad_connection)?;
    AsyncPgConnection::try_from_client_and_connection(client, connection).await
}

/// Opens one connection for a command that takes as long as the data is large. Errors: unreachable, refused, TLS.
pub async fn unhurried(url: &str) -> ConnectionResult<Conn> {
    let conn = connect(url).await?;
    let patience = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0";
    (&mut &conn).batch_execute(patience).await.map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

fn tls() -> rustls::ClientConfig {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider);
    match builder.with_safe_default_protocol_versions() {
        Ok(builder) => builder.with_root_certificates(roots).with_no_client_auth(),
        Err(_) => rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth(),
    }
}

/// The whole chain of causes; tokio-postgres hides the server's words in the source.
fn bad_connection(error: tokio_postgres::Error) -> ConnectionError {
    let cause = std::error::Error::source(&error).map(ToString::to_string);
    ConnectionError::BadConnection(
        [Some(error.to_string()), cause].into_iter().flatten().collect::<Vec<_>>().join(": "),
    )
}

fn establish(url: &str) -> BoxFuture<'_, ConnectionResult<Conn>> {
    connect(url).boxed()
}

/// A pool of at most `size` connections, opened when needed. A caller waits half a second for one at most.
pub fn build(url: &str, size: usize) -> Result<Pool, deadpool::BuildError> {
    let mut config = ManagerConfig::<Conn>::default();
    config.recycling_method = RecyclingMethod::Fast; // no SELECT 1 at each checkout
    config.custom_setup = Box::new(|url| {
        let url = url.to_owned();
        async move { establish(&url).await }.boxed()
    });
    Pool::builder(AsyncDieselConnectionManager::new_with_config(url, config))
        .max_size(size)
        .wait_timeout(Some(Duration::from_millis(500)))
        .create_timeout(Some(Duration::from_secs(3)))
        .recycle_timeout(Some(Duration::from_secs(1)))
        .runtime(::deadpool::Runtime::Tokio1)
        .pre_recycle(deadpool::Hook::sync_fn(|_, metrics| {
            if metrics.age() > MAX_AGE { Err(deadpool::HookError::message("too old")) } else { Ok(()) }
        }))
        .build()
}
