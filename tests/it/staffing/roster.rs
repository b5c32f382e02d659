use std::fmt::Write as _;

use crate::{
    harness::{Answer, Lab, Persona, Staffed, Value, json},
    tables::{CSV, NDJSON, XLSX},
};

const HEAD: &str = "姓名,身份号码,出生日期,电话,学历,聘用方式,聘用起始日,站点,岗位,驻站起始日,证书级别,证书编号,证书取得日期\n";
const GOOD: &str = "王小梅,469025199203059080,,138 0000 5678,本科,劳动合同,2023/6/30,牙叉镇,驻站社工,2023-07-01,助理社会工作师,2020S1,2020-10-17\n";
const SECOND: &str = "符海燕,,1990-07-15,,大专,劳动合同,2023-06-30,469025100,站点负责人,2023-07-01,,,\n";

impl Persona<'_> {
    async fn import(&self, query: &str, file: &str) -> Answer {
        self.import_as(CSV, query, file.as_bytes()).await
    }

    async fn import_as(&self, kind: &str, query: &str, file: &[u8]) -> Answer {
        let path = format!("/workers/imports{query}");
        self.send("POST", &path, &[("content-type", kind)], file.to_vec()).await
    }
}

/// Row, column and code of every fault.
fn told(answer: &Answer) -> Vec<String> {
    let one = |fault: &Value| {
        format!(
            "{} {} {}",
            fault["row"],
            fault["column"].as_str().unwrap_or("-"),
            fault["code"].as_str().unwrap()
        )
    };
    answer["faults"].as_array().unwrap().iter().map(one).collect()
}

async fn nothing_is_there(lab: &Lab) {
    for table in ["workers", "worker_versions", "employments", "postings", "certificates", "personal_keys"] {
        assert_eq!(lab.number(&format!("SELECT count(*) AS n FROM {table}")).await, 0, "{table}");
    }
}

#[actix_web::test]
async fn a_roster_registers_employs_posts_and_certifies() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let done = at.manager.import("", &format!("{HEAD}{GOOD}{SECOND}")).await.ok();
    assert_eq!((&done["rows"], &done["written"], &done["refused"]), (&json!(2), &json!(2), &json!(0)));
    let workers = at.manager.get("/workers").await.ok();
    let mei = workers.items().iter().find(|one| one["name"] == "王小梅").unwrap().clone();
    assert_eq!((&mei["birth_date"], &mei["sex"]), (&json!("1992-03-05"), &json!("female")));
    assert_eq!(
        (&mei["identity_number"], &mei["phone"]),
        (&json!("4690************80"), &json!("138****5678"))
    );
    let postings = at.manager.get(&format!("/postings?worker_id={}", mei["id"].as_str().unwrap())).await.ok();
    assert_eq!(
        (&postings.items()[0]["station_id"], &postings.items()[0]["from"]),
        (&json!(at.station), &json!("2023-07-01"))
    );
    let employments = at.manager.get("/employments").await.ok();
    assert!(employments.items().iter().all(|one| one["organisation_id"] == json!(at.contractor)));
    let path = format!("/workers/{}/certificates", mei["id"].as_str().unwrap());
    assert_eq!(at.manager.get(&path).await.ok().items()[0]["number"], "2020S1");
}

#[actix_web::test]
async fn each_row_leaves_the_events_of_the_single_endpoints() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let before = lab.events().await;
    at.manager.import("", &format!("{HEAD}{GOOD}{SECOND}")).await.ok();
    assert_eq!(lab.events().await, before + 5);
    let pending = "SELECT count(*) AS n FROM events_pending p JOIN events e ON e.id = p.event_id \
                   WHERE e.action IN ('worker.registered', 'posting.recorded', 'certificate.recorded')";
    assert_eq!(lab.number(pending).await, 5);
    let named = "SELECT count(*) AS n FROM events WHERE convert_from(body, 'UTF8') ~ '王小梅|469025199203059080|2020S1'";
    assert_eq!(lab.number(named).await, 0);
}

#[actix_web::test]
async fn the_imported_are_judged_like_any_other() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    assert_eq!(at.status("S1", "as_of=2023-07-02").await, "breach");
    let third = "李小红,,1991-01-01,,本科,劳动合同,2023-06-30,469025100,驻站社工,2023-07-01,,,\n";
    at.manager.import("", &format!("{HEAD}{GOOD}{SECOND}{third}")).await.ok();
    assert_eq!(at.status("S1", "as_of=2023-07-02").await, "met");
}

#[actix_web::test]
async fn every_bad_row_is_told_with_column_and_reason_and_nothing_is_written() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let before = lab.events().await;
    let file = [
        HEAD,
        GOOD,
        ",46902519920305908X,2023-02-30,1381234,天才,朋友,昨天,不存在的站,领导,,,,\n",
        "符海燕,,2023-07-04,,,劳动合同,2023-06-30,,,,,,\n",
        "李小红,,,,,,,,,,,,\n",
    ];
    let refused = at.manager.import("", &file.concat()).await;
    refused.faults(&[
        "/rows/3/name required",
        "/rows/3/identity_number wrong_check_character",
        "/rows/3/birth_date wrong_format",
        "/rows/3/phone wrong_length",
        "/rows/3/education unknown_value",
        "/rows/3/employment_kind unknown_value",
        "/rows/3/employed_from wrong_format",
        "/rows/3/station unknown_reference",
        "/rows/3/role unknown_value",
        "/rows/3/posted_from required",
        "/rows/4/birth_date too_late",
        "/rows/5/employment_kind required",
    ]);
    assert_eq!(lab.events().await, before);
    nothing_is_there(&lab).await;
}

#[actix_web::test]
async fn a_dry_run_tells_the_same_and_writes_nothing() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let bad = "符海燕,,,,,劳动合同,2023-06-30,石碌镇,驻站社工,2023-07-01,,,\n";
    let before = lab.events().await;
    let told_by = at.manager.import("?dry_run=true", &format!("{HEAD}{GOOD}{bad}")).await.ok();
    assert_eq!((&told_by["written"], &told_by["refused"]), (&json!(0), &json!(1)));
    assert_eq!(told(&told_by), ["3 station unknown_reference"]);
    let good = at.manager.import("?dry_run=true", &format!("{HEAD}{GOOD}")).await.ok();
    assert_eq!((&good["rows"], &good["faults"]), (&json!(1), &json!([])));
    assert_eq!(lab.events().await, before);
    nothing_is_there(&lab).await;
}

#[actix_web::test]
async fn the_valid_rows_alone_are_written_when_that_is_asked() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let bad = "符海燕,469025199203059081,,,,劳动合同,2023-06-30,,,,,,\n";
    let done = at.manager.import("?mode=valid_rows", &format!("{HEAD}{bad}{GOOD}{SECOND}")).await.ok();
    assert_eq!((&done["written"], &done["refused"]), (&json!(2), &json!(1)));
    assert_eq!(told(&done), ["2 identity_number wrong_check_character"]);
    assert_eq!(at.manager.get("/workers").await.ok().items().len(), 2);
}

#[actix_web::test]
async fn nobody_comes_twice_neither_in_the_file_nor_in_the_county() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let twice = at.manager.import("?dry_run=true", &format!("{HEAD}{GOOD}{GOOD}")).await.ok();
    assert_eq!(told(&twice), ["3 identity_number repeated", "3 certificate_number repeated"]);
    assert!(twice["faults"][0]["message"].as_str().unwrap().contains("第2行"), "{}", twice.body);
    at.manager.import("", &format!("{HEAD}{GOOD}")).await.ok();
    let rival = lab.other_contractor(&[]).await;
    let rival = lab.member(stations::auth::role::Role::ContractorManager, rival).await;
    let again = rival
        .import("?dry_run=true", &format!("{HEAD}{GOOD}").replace("牙叉镇,驻站社工,2023-07-01", ",,"))
        .await;
    assert_eq!(
        told(&again.clone().ok()),
        ["2 identity_number already_exists", "2 certificate_number already_exists"]
    );
    assert!(
        !again.body.to_string().contains(&at.contractor.to_string())
            && !again.body.to_string().contains("机构0")
    );
}

#[actix_web::test]
async fn the_faults_are_a_table_if_that_is_asked() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let bad = format!("{HEAD},,,,,劳动合同,2023-06-30,,,,,,\n");
    let headers = [("content-type", CSV), ("accept", CSV)];
    let refused =
        at.manager.send("POST", "/workers/imports", &headers, bad.clone().into_bytes()).await.is(422);
    assert_eq!(refused.lines(), ["行号,列,代码,说明", "2,name,required,必填"]);
    let path = "/workers/imports?dry_run=true";
    let headers = [("content-type", CSV), ("accept", XLSX)];
    let book = at.manager.send("POST", path, &headers, bad.into_bytes()).await.ok().sheet();
    assert_eq!(book[1], ["2", "name", "required", "必填"]);
}

#[actix_web::test]
async fn the_same_roster_comes_as_gb18030_ndjson_or_a_workbook() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let gb = encoding_rs::GB18030.encode(&format!("{HEAD}{GOOD}")).0.into_owned();
    let good = at.manager.import_as(CSV, "?dry_run=true", &gb).await.ok();
    assert_eq!((&good["rows"], &good["refused"]), (&json!(1), &json!(0)));
    let line = json!({"name": "王小梅", "birth_date": "1992-03-05", "local_household": true, "employment_kind": "labour_contract", "employed_from": "2023-06-30"});
    let good =
        at.manager.import_as(NDJSON, "?dry_run=true", format!("{line}\n\n{line}\n").as_bytes()).await.ok();
    assert_eq!((&good["rows"], &good["refused"]), (&json!(2), &json!(0)));
    let template = at.manager.get_as(XLSX, "/workers/imports/template").await.ok();
    let good = at.manager.import_as(XLSX, "", &template.bytes).await.ok();
    assert_eq!((&good["rows"], &good["written"], &good["faults"]), (&json!(1), &json!(1), &json!([])));
}

#[actix_web::test]
async fn a_line_that_is_no_row_is_a_fault_of_its_own() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let lines = "{\"name\": \"王小梅\", \"salary\": 1}\nnonsense\n{\"name\": {\"zh\": 1}}\n";
    let answer = at.manager.import_as(NDJSON, "?dry_run=true", lines.as_bytes()).await.ok();
    let wanted = ["1 - unknown_column", "2 - wrong_form", "3 - wrong_type"];
    assert!(wanted.iter().all(|one| told(&answer).iter().any(|fault| fault == one)), "{}", answer.body);
    let answer = at.manager.import("?dry_run=true", "姓名\n王小梅,多余\n").await.ok();
    assert!(told(&answer).contains(&"2 - stray_cell".to_owned()), "{}", answer.body);
}

#[actix_web::test]
async fn wrong_headings_are_told_and_not_repeated() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let refused = at.manager.import("", "张三,姓名,Name\n王小梅,,\n").await;
    let refused = refused.faults(&["/columns/1 unknown_column", "/columns/3 repeated"]);
    assert!(!refused.body.to_string().contains("张三"));
    at.manager.import("", "电话\n13800005678\n").await.faults(&["/columns/name required"]);
    at.manager.import("", "").await.faults(&[" required"]);
}

#[actix_web::test]
async fn only_tables_are_taken_and_only_so_large() {
    let lab = Lab::with(&[("UPLOAD_LIMIT", "1000")]).await;
    let at = Staffed::with(&lab, 0).await;
    let (code, good) = ("unsupported_media_type", format!("{HEAD}{GOOD}"));
    at.manager.import_as("application/json", "", b"{}").await.problem(415, code);
    at.manager.import_as(XLSX, "", good.as_bytes()).await.problem(415, code);
    at.manager.import_as(CSV, "", &crate::harness::files::xlsx()).await.problem(415, code);
    at.manager.import("", &good.repeat(4)).await.problem(413, "too_large");
    at.manager.import_as(XLSX, "", &crate::harness::files::xlsx()).await.faults(&[" wrong_form"]);
    at.manager.import("?mode=some", &good).await.faults(&["/mode unknown_value"]);
}

#[actix_web::test]
async fn a_workbook_that_would_fill_the_memory_is_refused() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let font = format!(r#"<fonts><font><name val="{}"/></font></fonts>"#, "a".repeat(1_000_000));
    let formats = r#"<xf fontId="0"/>"#.repeat(3_000);
    let styles = format!("<styleSheet>{font}<cellXfs>{formats}</cellXfs></styleSheet>");
    for part in [
        ("xl/sharedStrings.xml", r#"<sst uniqueCount="10000000000000"></sst>"#),
        ("xl/styles.xml", &*styles),
        ("xl/worksheets/sheet1.xml", &*format!("<c>{}</c>", "a".repeat(2_000_000))),
    ] {
        let book = crate::harness::files::xlsx_with(&[part]);
        at.manager.import_as(XLSX, "?dry_run=true", &book).await.problem(413, "too_large");
    }
}

#[actix_web::test]
async fn only_who_manages_workers_imports_them_and_only_within_reach() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let good = format!("{HEAD}{GOOD}");
    lab.township_officer("469025100").await.import("", &good).await.problem(403, "forbidden");
    let elsewhere = GOOD.replace("牙叉镇", "469025101");
    at.manager.import("", &format!("{HEAD}{elsewhere}")).await.faults(&["/rows/2/station unknown_reference"]);
    let officer = lab.bureau_officer().await;
    officer.import("", &good).await.faults(&["/rows/2/employer required"]);
    let named = good.replace("姓名,", "姓名,用人单位,").replace("王小梅,", "王小梅,机构0,");
    assert_eq!(officer.import("", &named).await.ok()["written"], 1);
    assert_eq!(lab.number("SELECT count(*) AS n FROM workers").await, 1);
}

#[actix_web::test]
async fn an_import_sent_twice_under_one_key_is_made_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let headers = [("content-type", CSV), ("idempotency-key", "roster-1")];
    let send =
        async |file: String| at.manager.send("POST", "/workers/imports", &headers, file.into_bytes()).await;
    let first = send(format!("{HEAD}{GOOD}")).await.ok();
    let before = lab.events().await;
    let again = send(format!("{HEAD}{GOOD}")).await.ok();
    assert_eq!((again.bytes, again.headers["idempotent-replayed"].as_str()), (first.bytes, "true"));
    assert_eq!(lab.events().await, before);
    send(format!("{HEAD}{SECOND}")).await.problem(422, "key_reused");
}

#[actix_web::test]
async fn the_template_is_offered_in_both_languages_and_formats() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let path = "/workers/imports/template";
    let book = at.manager.get(path).await.ok();
    assert_eq!((book.sheet()[0][0].as_str(), book.sheet()[1][0].as_str()), ("姓名*", "王小梅"));
    let headers = [("accept", CSV), ("accept-language", "en")];
    let csv = at.manager.send("GET", path, &headers, vec![]).await.ok();
    assert!(csv.lines()[0].starts_with("Name*,Identity number,"), "{:?}", csv.lines());
    at.manager.get_as(NDJSON, path).await.problem(406, "not_acceptable");
    lab.township_officer("469025100").await.get(path).await.problem(403, "forbidden");
}

/// A file of so many workers, all at one station.
fn large(rows: usize) -> String {
    (0..rows).fold(String::from(HEAD), |mut file, n| {
        let row = "本科,劳动合同,2023-06-30,469025100,驻站社工,2023-07-01,助理社会工作师";
        let _ = writeln!(file, "社工{n},,1990-01-01,1380000{n:04},{row},S{n},2020-10-17");
        file
    })
}

#[actix_web::test]
async fn the_largest_roster_goes_in_at_once_and_a_larger_one_is_told_how_large() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    at.manager.import("", &large(501)).await.faults(&["/rows too_many"]);
    nothing_is_there(&lab).await;
    let done = at.manager.import("", &large(500)).await.ok();
    assert_eq!(done["written"], 500);
    assert_eq!(lab.number("SELECT count(*) AS n FROM certificates").await, 500);
    assert_eq!(at.manager.get("/workers?count=exact&limit=1").await.ok()["total"], 500);
}
