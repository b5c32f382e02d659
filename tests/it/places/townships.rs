use stations::auth::role::Role;

use crate::harness::{Lab, Persona, json};

/// Codes page by page.
async fn walk(persona: &Persona<'_>, limit: u16) -> Vec<Vec<String>> {
    let (mut pages, mut path) = (Vec::new(), format!("/townships?limit={limit}"));
    loop {
        let page = persona.get(&path).await.ok();
        pages.push(page.items().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect());
        let Some(next) = page["next"].as_str() else { return pages };
        path = format!("/townships?limit={limit}&after={next}");
    }
}

#[actix_web::test]
async fn the_eleven_townships_stand_in_the_order_of_the_plan() {
    let lab = Lab::new().await;
    let page = lab.bureau_officer().await.get("/townships").await.ok();
    let mut plan = csv::Reader::from_path("data/baisha/townships.csv").unwrap();
    let planned: Vec<_> =
        plan.records().map(|row| (row.as_ref().unwrap()[1].to_owned(), row.unwrap()[4].to_owned())).collect();
    let told = |item: &crate::harness::Value| {
        (item["code"].as_str().unwrap().to_owned(), item["name"].as_str().unwrap().to_owned())
    };
    assert_eq!(page.items().iter().map(told).collect::<Vec<_>>(), planned);
    assert_eq!(page.items().len(), 11);
}

#[actix_web::test]
async fn a_township_tells_its_kind_and_place() {
    let lab = Lab::new().await;
    let page = lab.bureau_officer().await.get("/townships").await.ok();
    let first =
        json!({"county": "469025", "code": "469025100", "name": "牙叉镇", "kind": "town", "plan_order": 1});
    assert_eq!(page.items()[0], first);
    let kinds = |kind: &str| page.items().iter().filter(|item| item["kind"] == kind).count();
    assert_eq!((kinds("town"), kinds("township")), (4, 7));
}

#[actix_web::test]
async fn townships_are_paged_without_a_gap() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let pages = walk(&officer, 4).await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 3]);
    assert_eq!(pages.concat(), walk(&officer, 200).await.concat());
}

#[actix_web::test]
async fn two_townships_of_one_place_in_the_plan_are_both_paged() {
    let lab = Lab::new().await;
    lab.run("UPDATE townships SET plan_order = 1").await;
    let pages = walk(&lab.bureau_officer().await, 1).await;
    let mut codes = pages.concat();
    codes.dedup();
    assert_eq!((pages.len(), codes.len()), (11, 11));
}

#[actix_web::test]
async fn everybody_of_the_county_reads_its_townships_and_the_operator_does_not() {
    let lab = Lab::new().await;
    let officer = lab.township_officer("469025101").await;
    assert_eq!(officer.get("/townships").await.ok().items().len(), 11);
    lab.person(Role::PlatformAdmin).await.get("/townships").await.problem(403, "forbidden");
    lab.anyone().get("/townships").await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn the_province_names_one_of_its_counties() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    assert_eq!(viewer.get("/townships?county=469025").await.ok().items().len(), 11);
    assert_eq!(viewer.get("/townships?county=469026").await.ok().items().len(), 0);
    viewer.get("/townships?county=440100").await.problem(404, "not_found");
    viewer.get("/townships?county=4690").await.is(404);
}

#[actix_web::test]
async fn a_county_officer_cannot_look_across_the_border() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    let officer = lab.bureau_admin().await;
    officer.get("/townships?county=469026").await.problem(404, "not_found");
}

#[actix_web::test]
async fn bad_paging_is_refused_by_name() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.get("/townships?limit=201&kind=town").await.faults(&["/limit too_large", "/kind unknown_field"]);
    // ["x",1]: of another list, and [1,"\u0000"].
    for cursor in ["WyJ4IiwxXQ", "WzEsIlx1MDAwMCJd"] {
        officer.get(&format!("/townships?after={cursor}")).await.faults(&["/after bad_cursor"]);
    }
}
