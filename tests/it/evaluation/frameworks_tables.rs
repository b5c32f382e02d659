use stations::auth::role::Role;
use uuid::Uuid;

use crate::{
    harness::{Answer, Lab, Persona, Value, json, small_framework},
    tables::{CSV, NDJSON, XLSX},
};

const HEAD: &str = "代码,评估内容,中文名称,英文名称,分值,计分方式,评分方,责任主体,取数规则\n";

async fn import(by: &Persona<'_>, kind: &str, file: &[u8]) -> Answer {
    by.send(
        "POST",
        "/evaluation-frameworks/imports?name=%E5%AF%BC%E5%85%A5",
        &[("content-type", kind)],
        file.to_vec(),
    )
    .await
}

/// The county's own first framework.
async fn first(admin: &Persona<'_>) -> Value {
    let id = admin.get("/evaluation-frameworks").await.ok().items()[0]["id"].as_str().unwrap().to_owned();
    admin.get(&format!("/evaluation-frameworks/{id}")).await.ok().body
}

fn table_of(framework: &Value) -> String {
    format!("/evaluation-frameworks/{}/indicators", framework["id"].as_str().unwrap())
}

#[actix_web::test]
async fn a_framework_goes_out_and_comes_in_again_in_every_format() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let framework = first(&admin).await;
    for format in [CSV, NDJSON, XLSX] {
        let table = admin.get_as(format, &table_of(&framework)).await.ok();
        let again = import(&admin, format, &table.bytes).await.created();
        assert_eq!(again["indicators"], framework["indicators"], "{format}");
        assert_eq!((&again["name"], &again["state"]), (&json!("导入"), &json!("draft")));
    }
    let body = json!({"name": "抄本", "indicators": framework["indicators"]});
    let again = admin.post("/evaluation-frameworks", &body).await.created();
    assert_eq!(again["indicators"], framework["indicators"]);
}

#[actix_web::test]
async fn the_table_has_headings_and_a_row_an_indicator() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let framework = first(&admin).await;
    let sheet = admin.get_as(XLSX, &table_of(&framework)).await.ok().sheet();
    assert_eq!((sheet.len(), sheet[0][0].as_str(), sheet[0][13].as_str()), (24, "代码", "取数规则"));
    assert_eq!((sheet[2][0].as_str(), sheet[2][4].as_str()), ("A2", "6.00"));
    let json = admin.get(&table_of(&framework)).await.ok();
    assert_eq!((&json["items"], &json["name"]), (&framework["indicators"], &framework["name"]));
}

#[actix_web::test]
async fn a_table_is_given_to_who_may_read_frameworks_of_what_there_is() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let path = table_of(&first(&admin).await);
    lab.township_officer("469025100").await.get_as(CSV, &path).await.ok();
    admin.get_as("text/html", &path).await.problem(406, "not_acceptable");
    admin
        .get_as(CSV, &format!("/evaluation-frameworks/{}/indicators", Uuid::nil()))
        .await
        .problem(404, "not_found");
    lab.anyone().get(&path).await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_table_of_people_names_things_by_their_labels() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let file =
        format!("{HEAD}A1,项目实施,站点,Station,4,评议,第三方评估机构、县民政局,承接主体；乡镇人民政府,\n");
    let draft = import(&admin, CSV, file.as_bytes()).await.created();
    let one = &draft["indicators"][0];
    assert_eq!((&one["content"], &one["max_points"]), (&json!("implementation"), &json!("4.00")));
    assert_eq!(one["parties"], json!(["third_party", "bureau"]));
    assert_eq!(one["attributable_to"], json!(["contractor", "township"]));
    assert_eq!((&draft["party_maxima"][2]["own_maximum"], &one["measure"]), (&json!("0.00"), &Value::Null));
}

#[actix_web::test]
async fn every_fault_has_its_row_and_column_and_nothing_is_written() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let file = format!(
        "{HEAD}A1,项目实施,站点,Station,多,评议,第三方评估机构,承接主体,\n\
         A2,别的,站点,Station,4,评议,谁,承接主体,{{\n,项目实施,站点,Station,4,评议,县民政局,承接主体,\n"
    );
    import(&admin, CSV, file.as_bytes()).await.faults(&[
        "/rows/2/max_points wrong_format",
        "/rows/3/content unknown_value",
        "/rows/3/parties unknown_value",
        "/rows/3/measure wrong_format",
        "/rows/4/code required",
    ]);
    assert_eq!(lab.events().await, before);
    assert_eq!(admin.get("/evaluation-frameworks").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn rules_between_rows_are_told_by_row_too() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let row = "项目实施,站点,Station,4,评议,县民政局,承接主体,";
    let file = format!("{HEAD}A1,{row}\nA1,{row}\n");
    import(&admin, CSV, file.as_bytes()).await.faults(&["/rows/3/code repeated"]);
    import(&admin, CSV, HEAD.as_bytes()).await.faults(&["/rows required"]);
    let without = "代码\nA1\n";
    let refused = import(&admin, CSV, without.as_bytes()).await.problem(422, "invalid");
    assert!(refused.body.to_string().contains("/columns/max_points"), "{}", refused.body);
}

#[actix_web::test]
async fn the_template_is_a_table_that_the_import_takes() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    for format in [CSV, XLSX] {
        let template = admin.get_as(format, "/evaluation-frameworks/imports/template").await.ok();
        let draft = import(&admin, format, &template.bytes).await.created();
        assert_eq!(draft["indicators"][0]["measure"]["kind"], "share");
    }
}

#[actix_web::test]
async fn only_the_bureau_in_charge_imports() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    import(&officer, CSV, HEAD.as_bytes()).await.problem(403, "forbidden");
    officer.get_as(CSV, "/evaluation-frameworks/imports/template").await.problem(403, "forbidden");
    let evaluator = lab.person(Role::BureauScorer).await;
    import(&evaluator, CSV, HEAD.as_bytes()).await.problem(403, "forbidden");
    let admin = lab.bureau_admin().await;
    admin
        .post("/evaluation-frameworks/imports", &small_framework(4))
        .await
        .problem(415, "unsupported_media_type");
}
