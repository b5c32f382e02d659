use stations::auth::role::Role;

use super::{Counted, figures};
use crate::harness::Lab;

#[actix_web::test]
async fn the_township_reads_its_stations_figures_and_no_log() {
    let lab = Lab::new().await;
    Counted::of(&lab).await;
    let officer = lab.township_officer("469025100").await;
    let answer = officer.get("/statistics/services?group_by=worker").await.ok();
    assert_eq!((figures(&answer["totals"]), answer["rows"].as_array().unwrap().len()), ([4, 11, 210], 2));
    officer.get(&format!("/{}", answer["totals"]["link"].as_str().unwrap())).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn what_is_beyond_reach_is_not_counted() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    let officer = lab.township_officer("469025101").await;
    let elsewhere = lab.posted_worker(counted.post.contractor, lab.station("469025101").await).await;
    let colleague = lab.posted(Role::ResidentWorker, elsewhere).await;
    for query in
        [String::new(), format!("station={}", counted.post.station), format!("worker={}", counted.second)]
    {
        for by in [&officer, &colleague] {
            let answer = by.get(&format!("/statistics/services?group_by=worker&{query}")).await.ok();
            assert_eq!((figures(&answer["totals"]), &answer["rows"]), ([0; 3], &serde_json::json!([])));
        }
    }
}

#[actix_web::test]
async fn the_province_names_its_county() {
    let lab = Lab::new().await;
    Counted::of(&lab).await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    let answer = viewer.get("/statistics/services?county=469025&group_by=station").await.ok();
    assert_eq!(figures(&answer["rows"][0]), [4, 11, 210]);
    viewer.get("/statistics/services").await.is(422);
    viewer.get("/statistics/services?county=440103").await.problem(404, "not_found");
}

#[actix_web::test]
async fn who_supervises_reads_all_and_others_nothing() {
    let lab = Lab::new().await;
    Counted::of(&lab).await;
    for role in [Role::BureauAdmin, Role::BureauOfficer, Role::Auditor] {
        let answer = lab.person(role).await.get("/statistics/services").await.ok();
        assert_eq!(figures(&answer["totals"]), [4, 11, 210], "{role:?}");
    }
    for role in [Role::FinanceOfficer, Role::AppealOfficer, Role::PlatformAdmin] {
        lab.person(role).await.get("/statistics/services").await.problem(403, "forbidden");
    }
    lab.anyone().get("/statistics/services").await.problem(401, "unauthenticated");
}
