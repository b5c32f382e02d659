use stations::auth::role::Role;

use crate::harness::{Lab, Value, json};

fn codes(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn the_thirty_items_stand_in_the_order_of_the_catalogue() {
    let lab = Lab::new().await;
    let page = lab.bureau_officer().await.get("/service-items").await.ok();
    let mut file = csv::Reader::from_path("data/baisha/service_catalogue.csv").unwrap();
    let planned: Vec<String> = file.records().map(|row| row.unwrap()[0].to_owned()).collect();
    assert_eq!(codes(page.items()), planned);
    assert_eq!(planned.len(), 30);
    let first = json!({
        "code": "1.1", "domain_code": "1", "name_zh": "政策宣传", "name_en": "Policy outreach",
        "summary": "讲清社会救助的申请条件、程序、标准与动态管理", "position": 1,
    });
    assert_eq!(page.items()[0], first);
}

#[actix_web::test]
async fn every_item_has_both_names_and_a_summary() {
    let lab = Lab::new().await;
    let page = lab.bureau_officer().await.get("/service-items").await.ok();
    for item in page.items() {
        for field in ["name_zh", "name_en", "summary"] {
            assert!(!item[field].as_str().unwrap().is_empty(), "{item}");
        }
    }
}

#[actix_web::test]
async fn items_of_one_domain() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let page = officer.get("/service-items?domain=5").await.ok();
    assert_eq!(codes(page.items()), ["5.1", "5.2", "5.3", "5.4"]);
    assert_eq!(officer.get("/service-items?domain=6").await.ok().items().len(), 0);
}

#[actix_web::test]
async fn items_are_paged_within_their_filter() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (mut seen, mut path) = (Vec::new(), "/service-items?domain=4&limit=4".to_owned());
    loop {
        let page = officer.get(&path).await.ok();
        seen.push(codes(page.items()));
        let Some(next) = page["next"].as_str() else { break };
        assert!(page.headers["link"].contains("domain=4"));
        path = format!("/service-items?domain=4&limit=4&after={next}");
    }
    assert_eq!(seen.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 1]);
    assert_eq!(seen.concat().last().unwrap(), "4.9");
}

#[actix_web::test]
async fn bad_filters_and_cursors_are_refused_by_name() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for domain in ["%00", "", "%EF%BC%91", "a%27b"] {
        let path = format!("/service-items?domain={domain}");
        officer.get(&path).await.faults(&["/domain wrong_format"]);
    }
    officer.get("/service-items?after=WzEsIlx1MDAwMCJd").await.faults(&["/after bad_cursor"]);
}

#[actix_web::test]
async fn workers_of_the_county_read_the_items_and_the_operator_does_not() {
    let lab = Lab::new().await;
    let station = lab.station("469025100").await;
    let contractor = lab.contractor(&[station]).await;
    let worker = lab.posted_worker(contractor, station).await;
    let worker = lab.posted(Role::ResidentWorker, worker).await;
    assert_eq!(worker.get("/service-items").await.ok().items().len(), 30);
    lab.person(Role::PlatformAdmin).await.get("/service-items").await.problem(403, "forbidden");
}

#[actix_web::test]
async fn items_stay_within_their_county() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    assert_eq!(viewer.get("/service-items?county=469026").await.ok().items().len(), 0);
    assert_eq!(viewer.get("/service-items?county=469025").await.ok().items().len(), 30);
    viewer.get("/service-items?county=440100").await.problem(404, "not_found");
    lab.bureau_admin().await.get("/service-items?county=469026").await.problem(404, "not_found");
}
