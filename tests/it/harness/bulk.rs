//! Many rows at once.

use diesel::sql_query;
use diesel_async::RunQueryDsl;

use super::lab::{BAISHA, Lab};

impl Lab {
    /// So many workers as an older version wrote them, by one statement.
    pub async fn workers_in_bulk(&self, count: u32) {
        let insert = format!(
            "INSERT INTO workers (county_code, id, name, recorded_at, version) \
             SELECT '{BAISHA}', gen_random_uuid(), '王小梅', '2023-07-01T00:00:00Z', 1 FROM generate_series(1, {count})"
        );
        sql_query(insert).execute(&mut &self.conn).await.unwrap();
    }
}
