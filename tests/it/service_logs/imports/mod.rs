//! Logs from files.

mod files;
mod killed;
mod reach;
mod rows;
mod runs;

use super::Post;
use crate::{
    harness::{Answer, Persona, Value},
    tables::CSV,
};

pub const HEAD: &str = "服务日期,开始时间,站点,服务事项,服务方式,社工及分钟,服务人数,服务内容,编号\n";

/// A good row: the nth household.
pub fn row(n: usize) -> String {
    format!("2023-07-02,,牙叉镇,1.1,走访,王小梅:90,3,第{n}户入户讲解政策,\n")
}

/// A file of good rows.
pub fn file(rows: usize) -> String {
    (1..=rows).fold(HEAD.to_owned(), |file, n| file + &row(n))
}

impl Persona<'_> {
    pub async fn import_logs(&self, query: &str, kind: &str, file: &[u8]) -> Answer {
        let path = format!("/service-logs/imports{query}");
        self.send("POST", &path, &[("content-type", kind)], file.to_vec()).await
    }
}

impl Post<'_> {
    /// Queues a CSV.
    pub async fn queue(&self, query: &str, file: &str) -> Answer {
        self.manager.import_logs(query, CSV, file.as_bytes()).await
    }

    /// Queues a file, lets the job run, reads what became of it.
    pub async fn import_as(&self, kind: &str, query: &str, file: &[u8]) -> Answer {
        let queued = self.manager.import_logs(query, kind, file).await.is(202);
        self.lab.run_imports().await;
        self.manager.get(&format!("/imports/{}", queued.id())).await.ok()
    }

    /// The same of a CSV.
    pub async fn import(&self, query: &str, file: &str) -> Answer {
        self.import_as(CSV, query, file.as_bytes()).await
    }

    /// Row, column and code of every fault of an import.
    pub async fn told(&self, import: &Answer) -> Vec<String> {
        let faults = self.manager.get(&format!("/imports/{}/faults?limit=200", import.id())).await.ok();
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let one =
            |fault: &Value| format!("{} {} {}", fault["row"], text(&fault["column"]), text(&fault["code"]));
        faults.items().iter().map(one).collect()
    }

    pub async fn logs(&self) -> i64 {
        self.lab.number("SELECT count(*) AS n FROM service_logs").await
    }
}

/// State, rows read, at fault, known and written.
pub fn figures(import: &Answer) -> (String, [i64; 4]) {
    let number = |name: &str| import[name].as_i64().unwrap();
    let state = import["state"].as_str().unwrap().to_owned();
    (state, ["rows_read", "rows_faulty", "rows_known", "rows_written"].map(number))
}

pub fn stands(state: &str, figures: [i64; 4]) -> (String, [i64; 4]) {
    (state.to_owned(), figures)
}
