//! Ten people at once, at random; what was counted on the way is what a recount says, and each change is an event.

use futures_util::future::join_all;
use stations::{auth::role::Role, service_logs::figures::recount};
use uuid::Uuid;

use super::{VILLAGE, figures};
use crate::{
    harness::{Answer, BAISHA, Chance, Lab, Persona, Value, json, village},
    service_logs::{Post, clients::client},
};

struct World<'a> {
    post: Post<'a>,
    workers: Vec<Uuid>,
    clients: Vec<Uuid>,
    /// Logs that everybody works on.
    shared: Vec<String>,
}

impl<'a> World<'a> {
    async fn of(lab: &'a Lab) -> Self {
        let post = Post::of(lab).await;
        lab.bureau_admin().await.post("/villages", &village(VILLAGE)).await.created();
        let workers = vec![post.worker, lab.posted_worker(post.contractor, post.station).await];
        let mut clients = Vec::new();
        for _ in 0..4 {
            clients.push(client(&post, post.station).await);
        }
        let shared = (0..6).map(|_| post.path()).collect();
        Self { post, workers, clients, shared }
    }

    /// What a log may say.
    fn content(&self, chance: &mut Chance) -> Value {
        let part = |worker: &Uuid| json!({"worker_id": worker, "minutes": 15});
        let workers: Vec<Value> = chance.some_of(&self.workers, 1).iter().map(part).collect();
        let place = chance.one_of(&[json!(null), json!(VILLAGE)]);
        json!({"item_code": chance.one_of(&["1.1", "2.1", "3.1"]), "method": chance.one_of(&["visit", "case"]),
            "served_on": chance.one_of(&["2023-06-30", "2023-07-01", "2023-07-02"]), "workers": workers,
            "people_served": chance.below(9), "village_code": place, "client_ids": chance.some_of(&self.clients, 0)})
    }

    /// Something that somebody does with a log; what came of it.
    async fn act(&self, by: &Persona<'_>, chance: &mut Chance) -> Answer {
        let path = chance.one_of(&self.shared);
        let seen = by.get(&path).await;
        if seen.status != 200 {
            let mut log = self.post.visit_with(self.content(chance));
            log["state"] = json!(chance.one_of(&["draft", "submitted"]));
            return by.put(&path, &log).await;
        }
        let reason = json!({"reason": "核对"});
        match chance.below(9) {
            0 | 1 => by.patch(&seen, &path, &self.content(chance)).await,
            2 | 3 => {
                let amend = json!({"reason": "核对", "changes": self.content(chance)});
                by.move_on(&seen, &format!("{path}/amendments"), &amend).await
            }
            4 => by.move_on(&seen, &format!("{path}/return"), &reason).await,
            5 if chance.below(4) == 0 => by.move_on(&seen, &format!("{path}/withdrawal"), &reason).await,
            6 => by.move_on(&seen, &format!("{path}/review"), &json!({})).await,
            7 => by.put(&self.post.path(), &self.post.visit_with(self.content(chance))).await,
            _ => by.move_on(&seen, &format!("{path}/submission"), &json!({})).await,
        }
    }

    /// Ten operations of one person; how many changed something.
    async fn work(&self, by: Persona<'_>, seed: u64) -> i64 {
        let (mut chance, mut done) = (Chance(seed), 0);
        for _ in 0..10 {
            let answer = self.act(&by, &mut chance).await;
            // Ten wait for four connections and for each other's logs: somebody may be asked to come again.
            assert!(answer.status < 500 || answer["code"] == "unavailable", "{}", answer.body);
            done += i64::from(matches!(answer.status, 200 | 201));
        }
        done
    }

    async fn people(&self) -> Vec<Persona<'a>> {
        let lab = self.post.lab;
        let mut people = vec![lab.bureau_officer().await];
        for worker in self.workers.iter().cycle().take(6) {
            people.push(lab.posted(Role::StationLead, *worker).await);
        }
        for _ in 0..3 {
            people.push(lab.member(Role::ContractorManager, self.post.contractor).await);
        }
        people
    }
}

const COUNTING: &str = "FROM service_logs WHERE state IN ('submitted', 'reviewed', 'verified')";

#[actix_web::test]
async fn ten_at_random_leave_figures_equal_to_a_recount_and_events_equal_to_changes() {
    let lab = Lab::new().await;
    let world = World::of(&lab).await;
    let people = world.people().await;
    let work = (20_231_126_u64..).zip(people).map(|(seed, person)| world.work(person, seed));
    let done: i64 = join_all(work).await.iter().sum();
    let told = lab.number("SELECT count(*) AS n FROM events WHERE action LIKE 'service\\_log.%'").await;
    assert!(done > 15, "{done}");
    let deadlocks = "SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()";
    assert_eq!(lab.number(deadlocks).await, 0);
    assert_eq!(told, done, "each change is one event");
    assert_eq!(recount::deviations(&lab.conn, BAISHA).await.unwrap(), []);
    let sum = async |what: &str| lab.number(&format!("SELECT {what}::bigint AS n {COUNTING}")).await;
    let expected = [sum("count(*)").await, sum("coalesce(sum(people_served), 0)").await];
    for groups in ["day", "month", "item,method", "village,domain", "station,day"] {
        let query = format!("/statistics/services?group_by={groups}");
        let answer = world.post.manager.get(&query).await.ok();
        let rows = answer["rows"].as_array().unwrap().iter().map(figures);
        let found = rows.fold([0; 2], |sum, row| [sum[0] + row[0], sum[1] + row[1]]);
        assert_eq!((found, &figures(&answer["totals"])[..2]), (expected, &expected[..]), "{groups}");
    }
}
