mod at_random;
mod clients;
mod filters;
mod groupings;
mod reach;

use uuid::Uuid;

use crate::{
    harness::{Answer, Lab, Value, json, village},
    service_logs::Post,
};

/// Four logs that count, and two that do not.
pub struct Counted<'a> {
    pub post: Post<'a>,
    pub second: Uuid,
}

pub const VILLAGE: &str = "469025100001";

impl<'a> Counted<'a> {
    pub async fn of(lab: &'a Lab) -> Self {
        let post = Post::of(lab).await;
        let second = lab.posted_worker(post.contractor, post.station).await;
        lab.bureau_admin().await.post("/villages", &village(VILLAGE)).await.created();
        let part = |worker: Uuid, minutes: i32| json!({"worker_id": worker, "minutes": minutes});
        let first = post.worker;
        for fields in [
            json!({"served_on": "2023-06-30", "people_served": 2, "workers": [part(first, 10)]}),
            json!({"served_on": "2023-07-01", "village_code": VILLAGE}),
            json!({"method": "case", "people_served": 1, "workers": [part(first, 30), part(second, 60)]}),
            json!({"served_on": "2023-07-03", "item_code": "3.1", "people_served": 5, "workers": [part(second, 20)]}),
            json!({"state": "draft"}),
        ] {
            post.log(fields).await.created();
        }
        let path = post.path();
        let taken_back = post.manager.put(&path, &post.visit()).await.created();
        let why = json!({"reason": "重复录入"});
        post.manager.move_on(&taken_back, &format!("{path}/withdrawal"), &why).await.ok();
        Self { post, second }
    }

    pub async fn ask(&self, query: &str) -> Answer {
        self.post.manager.get(&format!("/statistics/services?{query}")).await
    }
}

/// Logs, people and minutes.
pub fn figures(row: &Value) -> [i64; 3] {
    ["logs", "people_served", "minutes"].map(|name| row[name].as_i64().unwrap())
}

/// The rows by a key.
pub fn by(answer: &Answer, key: &str) -> Vec<(String, [i64; 3])> {
    let rows = answer["rows"].as_array().unwrap().iter();
    let mut rows: Vec<_> = rows.map(|row| (row[key].as_str().unwrap().to_owned(), figures(row))).collect();
    rows.sort();
    rows
}
