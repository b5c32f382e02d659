//! The database of this process: the one that `DATABASE_URL` names, or a private one.

use diesel::sql_query;
use diesel_async::RunQueryDsl;

use super::{
    cluster::{Cluster, Options},
    pool,
};
use crate::config::Config;

/// Name of the database in a private cluster.
const NAME: &str = "stations";

/// An open database.
pub struct Database {
    /// Where to connect.
    pub url: String,
    cluster: Option<Cluster>,
}

impl Database {
    /// Starts the private PostgreSQL if there is no `DATABASE_URL`. Errors: no PostgreSQL installed, directory in use,
    /// unreachable server.
    pub async fn open(config: &Config) -> Result<Self, String> {
        let Some(url) = config.database_url.clone() else { return Self::private(config).await };
        pool::connect(&url).await.map_err(|e| format!("the database cannot be reached: {e}"))?;
        Ok(Self { url, cluster: None })
    }

    /// For the operator's tools: the private PostgreSQL of a service that is running just now is used as it is.
    pub async fn attach(config: &Config) -> Result<Self, String> {
        let running = Cluster::url_of_running(&config.data_dir.join("postgres"), NAME);
        match running.filter(|_| config.database_url.is_none()) {
            Some(url) => Ok(Self { url, cluster: None }),
            None => Self::open(config).await,
        }
    }

    async fn private(config: &Config) -> Result<Self, String> {
        let directory = config.data_dir.join("postgres");
        log::info!("no DATABASE_URL: starting a private PostgreSQL in {}", directory.display());
        std::fs::create_dir_all(&config.data_dir)
            .map_err(|e| format!("{}: {e}", config.data_dir.display()))?;
        let cluster = Cluster::start(&directory, Options::default()).map_err(|e| e.to_string())?;
        let url = cluster.url(NAME);
        if pool::connect(&url).await.is_err() {
            create(&cluster.url("postgres")).await?;
        }
        Ok(Self { url, cluster: Some(cluster) })
    }

    /// Stops the private PostgreSQL, if that is what was opened.
    pub async fn close(self) {
        if let Some(cluster) = self.cluster {
            log::info!("stopping the private PostgreSQL");
            cluster.stop().await;
        }
    }

    /// Ends when the private PostgreSQL ended by itself; never for another database.
    pub async fn ended(&mut self) -> String {
        match &mut self.cluster {
            Some(cluster) => cluster.ended().await,
            None => std::future::pending().await,
        }
    }
}

async fn create(url: &str) -> Result<(), String> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    let made = sql_query(format!("CREATE DATABASE {NAME}")).execute(&mut &conn).await;
    made.map(|_| ()).map_err(|e| e.to_string())
}
