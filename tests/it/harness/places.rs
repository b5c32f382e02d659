//! Another county beside Baisha, and bodies of policies.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use stations::{
    http::clock::new_id,
    rules::policy::Policy,
    schema::{counties, organisations, policies},
};
use uuid::Uuid;

use super::{Lab, day};

/// What the county 469026 has.
pub struct Elsewhere {
    pub organisation: Uuid,
    pub policy: Uuid,
}

/// A policy to set from a day on, the plan's but for what `changes` puts at its pointers.
pub fn policy_with(from: &str, changes: &[(&str, Value)]) -> Value {
    let mut policy = serde_json::to_value(Policy::default()).unwrap();
    for (pointer, value) in changes {
        *policy.pointer_mut(pointer).unwrap() = value.clone();
    }
    json!({"effective_from": from, "policy": policy, "reason": "县政府文件"})
}

impl Lab {
    /// A neighbour county of the same province with an organisation and a policy.
    pub async fn elsewhere(&self) -> Elsewhere {
        let county = (
            counties::code.eq("469026"),
            counties::kind.eq("county"),
            counties::name.eq("昌江黎族自治县"),
            counties::province_code.eq("460000"),
            counties::recorded_at.eq(self.now()),
        );
        diesel::insert_into(counties::table).values(county).execute(&mut &self.conn).await.unwrap();
        let (organisation, policy) = (new_id(self.now()), new_id(self.now()));
        let row = (
            organisations::county_code.eq("469026"),
            organisations::id.eq(organisation),
            organisations::kind.eq("contractor"),
            organisations::name.eq("邻县机构"),
            organisations::credit_code.eq("52469025MJ9900004X"),
            organisations::recorded_at.eq(self.now()),
            organisations::version.eq(1),
        );
        diesel::insert_into(organisations::table).values(row).execute(&mut &self.conn).await.unwrap();
        let row = (
            policies::county_code.eq("469026"),
            policies::id.eq(policy),
            policies::effective_from.eq(day("2022-01-01")),
            policies::body.eq(serde_json::to_value(Policy::default()).unwrap()),
            policies::reason.eq("邻县"),
            policies::recorded_at.eq(self.now()),
            policies::version.eq(1),
        );
        diesel::insert_into(policies::table).values(row).execute(&mut &self.conn).await.unwrap();
        Elsewhere { organisation, policy }
    }
}
