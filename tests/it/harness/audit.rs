//! Events, their order and their verification without waiting for the job.

use diesel_async::SimpleAsyncConnection;
use stations::{
    audit::{
        checkpoint::{Signer, checkpoint},
        event::{self, Circumstances, Event},
        sequencer,
        verify::{self, Report},
    },
    db::Conn,
    http::clock::new_id,
};
use uuid::Uuid;

use super::lab::{BAISHA, Lab};

impl Lab {
    /// Writes an event on a connection, in whatever transaction that has.
    pub async fn tell(&self, conn: &Conn, subject: &str) -> Uuid {
        let (county, request_id) = (BAISHA.to_owned(), new_id(self.now()));
        let by = Circumstances { county, actor: None, role: None, request_id, at: self.now() };
        event::insert(conn, &Event::new("thing.told", subject, serde_json::json!({})), &by).await.unwrap()
    }

    pub async fn sequence(&self) -> usize {
        sequencer::sequence(&self.conn, BAISHA).await.unwrap()
    }

    /// Gives positions and signs.
    pub async fn seal(&self) {
        self.sequence().await;
        let signer = Signer::open(&self.shared.config).unwrap();
        checkpoint(&self.conn, &signer, BAISHA, self.now(), true).await.unwrap();
    }

    /// So many events after the plan's, each signed by itself: their ids, by position from 1.
    pub async fn sealed_events(&self, count: usize) -> Vec<Uuid> {
        self.seal().await;
        let mut ids = Vec::new();
        for n in 0..count {
            ids.push(self.tell(&self.conn, &n.to_string()).await);
            self.seal().await;
        }
        ids
    }

    pub async fn verify(&self) -> Result<Report, String> {
        verify::run(&self.database_url, &self.shared.config, self.now()).await
    }

    pub async fn sql(&self, statements: &str) {
        (&mut &self.conn).batch_execute(statements).await.unwrap();
    }
}
