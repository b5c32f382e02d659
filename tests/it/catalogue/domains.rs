use stations::auth::role::Role;

use crate::harness::{Lab, Value, json};

#[actix_web::test]
async fn the_five_domains_have_the_names_of_annex_1_and_their_other_names() {
    let lab = Lab::new().await;
    let page = lab.bureau_officer().await.get("/service-domains").await.ok();
    let told = |domain: &Value| {
        let count = domain["items"].as_array().unwrap().len();
        json!([domain["code"], domain["name_zh"], domain["name_en"], domain["alias_zh"], count])
    };
    assert_eq!(
        page.items().iter().map(told).collect::<Vec<_>>(),
        [
            json!(["1", "社会救助", "Social assistance", null, 7]),
            json!(["2", "养老服务", "Elderly care", null, 6]),
            json!(["3", "儿童福利", "Child welfare", "未成年人关爱保护", 4]),
            json!(["4", "城乡社区治理", "Community governance", "社区治理", 9]),
            json!(["5", "社会事务", "Social affairs", null, 4]),
        ]
    );
}

#[actix_web::test]
async fn a_domain_holds_its_own_items_in_order() {
    let lab = Lab::new().await;
    let page = lab.bureau_officer().await.get("/service-domains").await.ok();
    let items = page.items()[2]["items"].as_array().unwrap();
    let codes: Vec<&str> = items.iter().map(|item| item["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["3.1", "3.2", "3.3", "3.4"]);
    assert!(items.iter().all(|item| item["domain_code"] == "3"));
}

#[actix_web::test]
async fn domains_are_paged_with_their_items() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let first = officer.get("/service-domains?limit=3").await.ok();
    let next = first["next"].as_str().unwrap();
    let second = officer.get(&format!("/service-domains?limit=3&after={next}")).await.ok();
    assert_eq!((first.items().len(), second.items().len()), (3, 2));
    assert_eq!(second.items()[0]["items"].as_array().unwrap().len(), 9);
    assert!(second["next"].is_null());
}

#[actix_web::test]
async fn everybody_of_the_county_reads_the_catalogue_and_the_operator_does_not() {
    let lab = Lab::new().await;
    let officer = lab.township_officer("469025101").await;
    assert_eq!(officer.get("/service-domains").await.ok().items().len(), 5);
    lab.person(Role::PlatformAdmin).await.get("/service-domains").await.problem(403, "forbidden");
    lab.anyone().get("/service-domains").await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_county_without_a_catalogue_has_none_of_baishas() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    assert_eq!(viewer.get("/service-domains?county=469025").await.ok().items().len(), 5);
    assert_eq!(viewer.get("/service-domains?county=469026").await.ok().items().len(), 0);
    viewer.get("/service-domains?county=440100").await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_catalogue_that_did_not_change_is_not_sent_again() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let seen = officer.get("/service-domains").await.ok();
    let same = [("if-none-match", seen.etag())];
    assert!(officer.send("GET", "/service-domains", &same, vec![]).await.is(304).bytes.is_empty());
}

#[actix_web::test]
async fn bad_paging_of_domains_is_refused_by_name() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.get("/service-domains?limit=0&x=1").await.faults(&["/limit too_small", "/x unknown_field"]);
    officer.get("/service-domains?after=abc").await.faults(&["/after bad_cursor"]);
}
