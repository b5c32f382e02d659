use stations::auth::role::Role;
use uuid::Uuid;

use super::{adult, is_silent, path, put};
use crate::harness::{Answer, Lab, Persona, Site, Value, json};

/// A station with a client, and another station of another contractor.
struct Two<'a> {
    lab: &'a Lab,
    site: Site<'a>,
    client: Answer,
    elsewhere: Uuid,
    there: Persona<'a>,
    clerk: Persona<'a>,
}

impl<'a> Two<'a> {
    async fn of(lab: &'a Lab) -> Self {
        let site = Site::of(lab).await;
        let client = put(lab, &site.worker, &adult(&site)).await.created();
        let elsewhere = lab.station("469025101").await;
        let rival = lab.other_contractor(&[elsewhere]).await;
        let worker = lab.posted_worker(rival, elsewhere).await;
        let there = lab.posted(Role::ResidentWorker, worker).await;
        Self { lab, site, client, elsewhere, there, clerk: lab.bureau_officer().await }
    }

    fn body(&self, changes: Value) -> Value {
        let body = json!({"station_id": self.elsewhere, "on": "2023-07-03", "reason": "随家庭迁居"});
        super::but(body, &changes)
    }

    async fn moved_by(&self, who: &Persona<'_>, changes: Value) -> Answer {
        self.lab.pass(chrono::TimeDelta::milliseconds(1));
        who.move_on(&self.client, &path(&self.client, "/moves"), &self.body(changes)).await
    }

    async fn moved(&self) -> Answer {
        self.moved_by(&self.clerk, json!({})).await.created()
    }

    /// A log of the old station about the client.
    async fn log(&self, on: &str) -> Answer {
        let worker = crate::casework::worker_of(&self.site.worker).await;
        let body = json!({"station_id": self.site.station, "item_code": "1.1", "method": "visit", "served_on": on,
            "workers": [{"worker_id": worker, "minutes": 90}], "people_served": 1, "summary": "入户",
            "client_ids": [self.client.id()]});
        self.lab.pass(chrono::TimeDelta::milliseconds(1));
        let id = stations::http::clock::new_id(self.lab.now());
        self.site.worker.put(&format!("/service-logs/{id}"), &body).await
    }
}

#[actix_web::test]
async fn the_new_station_serves_and_the_old_one_reads_nothing_of_the_client_any_longer() {
    let lab = Lab::new().await;
    let two = Two::of(&lab).await;
    two.there.get(&path(&two.client, "")).await.problem(404, "not_found");
    let moved = two.moved().await;
    assert_eq!((&moved["station_id"], &moved["version"]), (&json!(two.elsewhere), &json!(2)));
    let seen = two.there.get(&path(&two.client, "")).await.ok();
    assert_eq!((&seen["name"], &seen["risk_level"]), (&json!("符海燕"), &json!("medium")));
    let guardian = json!({"name": "符大山", "relation": "sibling", "from": "2023-07-03"});
    let fact = two.there.post(&path(&two.client, "/guardians"), &guardian).await.created();
    two.site.lead.get(&super::fact_path(&fact, "")).await.problem(404, "not_found");
    for more in ["", "/facts", "/moves"] {
        two.site.lead.get(&path(&two.client, more)).await.problem(404, "not_found");
    }
    assert_eq!(two.site.lead.get("/clients").await.ok().items().len(), 0);
}

#[actix_web::test]
async fn where_the_client_was_is_kept_with_day_and_reason() {
    let lab = Lab::new().await;
    let two = Two::of(&lab).await;
    let moved = two.moved().await;
    let back = json!({"station_id": two.site.station, "on": "2023-07-03", "reason": "迁回"});
    lab.pass(chrono::TimeDelta::milliseconds(1));
    two.clerk.move_on(&moved, &path(&moved, "/moves"), &back).await.created();
    let list = two.site.lead.get(&path(&moved, "/moves")).await.ok();
    let [first, second] = list.items() else { panic!("{}", list.body) };
    assert_eq!((&first["reason"], &first["to_station_id"]), (&json!("随家庭迁居"), &json!(two.elsewhere)));
    assert_eq!(
        (&second["from_station_id"], &second["moved_on"]),
        (&first["to_station_id"], &json!("2023-07-03"))
    );
    let csv =
        two.site.lead.send("GET", &path(&moved, "/moves"), &[("accept", "text/csv")], vec![]).await.ok();
    assert!(String::from_utf8_lossy(&csv.bytes).contains("原站点编号"));
}

#[actix_web::test]
async fn the_event_tells_from_where_to_where_and_not_who() {
    let lab = Lab::new().await;
    let two = Two::of(&lab).await;
    let before = lab.events().await;
    two.moved().await;
    let event = lab.event("client.moved").await;
    assert_eq!((&event["subject"]["id"], lab.events().await), (&two.client["id"], before + 1));
    let changes = &event["changes"];
    assert_eq!((&changes["from"], &changes["to"]), (&json!(two.site.station), &json!(two.elsewhere)));
    is_silent(&event.to_string());
    assert!(!event.to_string().contains("迁居"));
}

#[actix_web::test]
async fn logs_stay_where_they_were_given_and_can_be_mended_there() {
    let lab = Lab::new().await;
    let two = Two::of(&lab).await;
    let log = two.log("2023-07-02").await.created();
    two.moved().await;
    let there = format!("/service-logs/{}", log.id());
    assert_eq!(two.site.worker.get(&there).await.ok()["client_ids"], json!([two.client.id()]));
    two.there.get(&there).await.problem(404, "not_found");
    two.log("2023-07-02").await.created();
    let figures = two.site.lead.get("/statistics/services?from=2023-07-01&to=2023-07-04").await.ok();
    assert_eq!(figures["totals"]["logs"], 2);
}

#[actix_web::test]
async fn the_old_station_gives_no_services_after_the_move() {
    let lab = Lab::new().await;
    let two = Two::of(&lab).await;
    two.moved_by(&two.clerk, json!({"on": "2023-07-01"})).await.created();
    two.log("2023-07-02").await.faults(&["/client_ids/0 unknown_reference"]);
    two.log("2023-07-01").await.created();
}

#[actix_web::test]
async fn what_cannot_be_of_a_move_is_refused() {
    let lab = Lab::new().await;
    let two = Two::of(&lab).await;
    let post = async |changes: Value| two.moved_by(&two.clerk, changes).await;
    post(json!({"station_id": two.site.station})).await.faults(&["/station_id same_station"]);
    post(json!({"station_id": two.client.id()})).await.faults(&["/station_id unknown_reference"]);
    post(json!({"on": "2023-07-04"})).await.faults(&["/on too_late"]);
    post(json!({"reason": null})).await.is(422);
    let moved = two.moved().await;
    let back = json!({"station_id": two.site.station, "on": "2023-07-02", "reason": "迁回"});
    two.clerk.move_on(&moved, &path(&moved, "/moves"), &back).await.faults(&["/on too_early"]);
}

#[actix_web::test]
async fn the_bureau_moves_and_a_contractor_between_its_own_stations() {
    let lab = Lab::new().await;
    let two = Two::of(&lab).await;
    for who in [&two.site.worker, &two.site.lead, &two.site.officer] {
        two.moved_by(who, json!({})).await.problem(403, "forbidden");
    }
    two.moved_by(&two.there, json!({})).await.problem(403, "forbidden");
    two.moved_by(&two.site.contractor, json!({})).await.faults(&["/station_id unknown_reference"]);
    let contractor = lab.organisation_of(&two.site.contractor).await;
    let own = lab.station("469025102").await;
    lab.agreement(contractor, &[own], "2023-06-30", "2026-06-30", "2023-06-30").await;
    let manager = lab.member(Role::ContractorManager, contractor).await;
    let moved = two.moved_by(&manager, json!({"station_id": own})).await.created();
    assert_eq!((&moved["station_id"], &moved["name"]), (&json!(own), &json!("符**")));
}

#[actix_web::test]
async fn who_moves_says_which_version_he_saw_and_moves_once() {
    let lab = Lab::new().await;
    let two = Two::of(&lab).await;
    let way = path(&two.client, "/moves");
    two.clerk.post(&way, &two.body(json!({}))).await.problem(428, "precondition_required");
    let (first, again) = crate::casework::twice(&two.clerk, &two.client, &way, &two.body(json!({}))).await;
    assert_eq!(
        (first.created().body, lab.number("SELECT count(*) AS n FROM client_moves").await),
        (again.created().body, 1)
    );
    two.moved_by(&two.clerk, json!({})).await.problem(412, "stale");
}

#[actix_web::test]
async fn merged_registrations_go_along_and_erased_clients_stay() {
    let lab = Lab::new().await;
    let two = Two::of(&lab).await;
    let other = put(&lab, &two.site.worker, &adult(&two.site)).await.created();
    let merge = json!({"survivor_id": two.client.id(), "merged_id": other.id(), "reason": "同一身份号码"});
    two.site.lead.post("/client-merges", &merge).await.created();
    let merged = two.clerk.get(&path(&other, "")).await.ok();
    two.clerk.move_on(&merged, &path(&other, "/moves"), &two.body(json!({}))).await.problem(409, "conflict");
    let moved = two.moved().await;
    assert_eq!(two.clerk.get(&path(&other, "")).await.ok()["station_id"], json!(two.elsewhere));
    let why = json!({"ground": "consent_withdrawn"});
    let admin = lab.bureau_admin().await;
    let erased = admin.move_on(&moved, &path(&moved, "/erasure"), &why).await.ok();
    let back = json!({"station_id": two.site.station, "on": "2023-07-03", "reason": "迁回"});
    admin.move_on(&erased, &path(&moved, "/moves"), &back).await.problem(409, "conflict");
}
