use stations::http::clock::new_id;

use super::{CSV, NDJSON, XLSX};
use crate::harness::{Lab, Staffed, Value, json};

#[actix_web::test]
async fn a_csv_has_headings_in_the_callers_language_and_a_line_an_item() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let csv = at.manager.get_as(CSV, "/postings").await.ok();
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"postings.csv\"");
    assert_eq!(csv.lines().len(), 3);
    assert!(csv.lines()[0].starts_with("编号,社工编号,站点编号,岗位,起始日"), "{}", csv.lines()[0]);
    assert!(csv.lines()[1].contains(",resident,2023-07-01,,"), "{}", csv.lines()[1]);
    let english = [("accept", CSV), ("accept-language", "en")];
    let csv = at.manager.send("GET", "/postings", &english, vec![]).await.ok();
    assert!(csv.lines()[0].starts_with("Id,Worker id,Station id,Role,From"));
}

#[actix_web::test]
async fn excel_is_given_its_byte_order_mark_when_it_asks() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (plain, marked) = (
        officer.get_as(CSV, "/stations").await.ok(),
        officer.get_as("text/csv;bom=1", "/stations").await.ok(),
    );
    assert_eq!(marked.bytes, [b"\xEF\xBB\xBF".as_slice(), &plain.bytes].concat());
}

#[actix_web::test]
async fn a_line_of_ndjson_is_an_item_of_the_json() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let json = officer.get("/stations?limit=200").await.ok();
    let ndjson = officer.get_as(NDJSON, "/stations").await.ok();
    assert_eq!(ndjson.headers["content-type"], NDJSON);
    let items: Vec<Value> = ndjson.lines().iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(items, json.items());
}

#[actix_web::test]
async fn a_workbook_opens_with_the_same_cells() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let book = at.manager.get_as(XLSX, "/employments").await.ok();
    let rows = book.sheet();
    assert_eq!((rows.len(), rows[0][0].as_str(), rows[1][3].as_str()), (3, "编号", "labour_contract"));
    // A real day: the number of 30 June 2023.
    assert_eq!(rows[1][4], "45107");
}

#[actix_web::test]
async fn no_cell_runs_as_a_formula() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for name in ["=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(1)"] {
        officer.post("/workers", &json!({"name": name})).await.created();
    }
    let csv = officer.get_as(CSV, "/workers").await.ok();
    for cell in ["'=HYPERLINK", "'+1", "'-1", "'@SUM"] {
        assert!(csv.lines().iter().any(|line| line.contains(cell)), "{cell}: {:?}", csv.lines());
    }
    let book = officer.get_as(XLSX, "/workers").await.ok();
    assert!(book.sheet().iter().any(|row| row[1] == "+1"));
}

#[actix_web::test]
async fn what_cannot_be_given_is_406_and_says_what_there_is() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let problem = officer.get_as("text/html", "/stations").await.problem(406, "not_acceptable");
    assert!(problem["detail"].as_str().unwrap().contains(CSV));
    officer.get_as("text/html, */*;q=0.1", "/stations").await.ok();
    assert!(officer.get("/stations").await.ok().headers["vary"].contains("Accept"));
}

#[actix_web::test]
async fn a_table_is_the_whole_list_and_not_a_page() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    lab.workers_in_bulk(2_345).await;
    assert_eq!(officer.get_as(CSV, "/workers").await.ok().lines().len(), 2_346);
    assert_eq!(officer.get_as(XLSX, "/workers").await.ok().sheet().len(), 2_346);
    let page = officer.get_as(CSV, "/workers?limit=10").await.ok();
    assert_eq!(page.lines().len(), 11);
    assert!(page.headers["link"].contains("after="));
}

#[actix_web::test]
async fn a_wrong_question_is_a_problem_in_every_format() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.get_as(CSV, "/workers?after=x").await.faults(&["/after bad_cursor"]);
    officer.get_as(XLSX, "/postings?sort=x").await.faults(&["/sort unknown_field"]);
    let none = new_id(lab.now());
    officer.get_as(CSV, &format!("/workers/{none}/certificates")).await.problem(404, "not_found");
    lab.anyone().get_as(CSV, "/workers").await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn head_tells_what_get_would_give() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let head = officer.send("HEAD", "/stations", &[("accept", CSV)], vec![]).await.ok();
    assert!(head.bytes.is_empty());
    assert_eq!(head.headers["content-type"], "text/csv; charset=utf-8");
}
