//! Positions of stations, and villages.

use uuid::Uuid;

use super::{Answer, Lab, Persona, Value, json};

/// A position, exact to twenty metres.
pub fn at(latitude: f64, longitude: f64) -> Value {
    json!({"latitude": latitude, "longitude": longitude, "accuracy_m": 20})
}

/// A village to register.
pub fn village(code: &str) -> Value {
    json!({"code": code, "name": "桥南村", "kind": "village"})
}

impl Lab {
    /// Puts the station of a township somewhere.
    pub async fn locate(&self, township: &str, latitude: f64, longitude: f64) -> Uuid {
        let station = self.station(township).await;
        self.run(&format!(
            "UPDATE stations SET latitude = {latitude}, longitude = {longitude}, accuracy_m = 20 WHERE id = '{station}'"
        ))
        .await;
        station
    }
}

impl Persona<'_> {
    /// The items of a list, page by page; `path` has its `?limit=` already.
    pub async fn walk(&self, path: &str) -> Vec<Vec<Value>> {
        let (mut pages, mut next) = (Vec::new(), path.to_owned());
        loop {
            assert!(pages.len() < 100, "a walk without end");
            let page: Answer = self.get(&next).await.ok();
            pages.push(page.items().to_vec());
            let Some(after) = page["next"].as_str() else { return pages };
            next = format!("{path}&after={after}");
        }
    }
}
