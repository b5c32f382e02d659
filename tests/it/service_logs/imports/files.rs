use super::{HEAD, Post, figures, file, row, stands};
use crate::{
    harness::{Lab, json},
    tables::{CSV, NDJSON, XLSX},
};

#[actix_web::test]
async fn the_same_rows_come_as_gb18030_or_with_a_byte_order_mark() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let gb = encoding_rs::GB18030.encode(&file(2)).0.into_owned();
    assert_eq!(figures(&post.import_as(CSV, "", &gb).await), stands("done", [2, 0, 0, 2]));
    let marked = format!("\u{feff}{}", file(3));
    assert_eq!(figures(&post.import("", &marked).await), stands("done", [3, 0, 2, 1]));
}

#[actix_web::test]
async fn a_line_of_ndjson_is_the_body_of_a_put() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let typed = post.visit_with(json!({"workers": "王小梅:90", "summary": "乙", "method": "走访"}));
    let lines = format!("{}\n\n{typed}\n", post.visit());
    let done = post.import_as(NDJSON, "", lines.as_bytes()).await;
    assert_eq!(figures(&done), stands("done", [2, 0, 0, 2]), "{:?}", post.told(&done).await);
    let broken = "{\"summary\": \"甲\", \"salary\": 1}\nnonsense\n";
    let refused = post.import_as(NDJSON, "", broken.as_bytes()).await;
    assert_eq!(post.told(&refused).await, ["1 - unknown_column", "2 - wrong_form"]);
}

#[actix_web::test]
async fn the_template_can_be_filled_and_sent_back() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = "/service-logs/imports/template";
    let template = post.manager.get_as(XLSX, path).await.ok();
    assert_eq!(template.sheet()[0][0], "服务日期*");
    let done = post.import_as(XLSX, "?mode=valid_rows", &template.bytes).await;
    // The second of the example's workers is nobody here.
    assert_eq!(post.told(&done).await, ["2 workers unknown_reference"]);
    let csv = post.manager.get_as(CSV, path).await.ok();
    assert!(csv.lines()[0].starts_with("服务日期*,开始时间,站点,"), "{:?}", csv.lines());
    lab.bureau_officer().await.get(path).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn what_is_wrong_with_the_file_as_a_whole_is_told_at_once() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    post.queue("", "").await.faults(&[" required"]);
    let headless = post.queue("", &row(1)).await.is(422);
    assert!(!headless.body.to_string().contains("王小梅"));
    let file = "服务日期,服务事项,服务方式,社工及分钟,服务人数,张三,服务日期\n";
    let wanted = ["/columns/6 unknown_column", "/columns/7 repeated", "/columns/summary required"];
    post.queue("", file).await.faults(&wanted);
    post.manager.import_logs("", "application/json", b"{}").await.problem(415, "unsupported_media_type");
    post.queue("?mode=some", &super::file(1)).await.faults(&["/mode unknown_value"]);
    assert_eq!(lab.number("SELECT count(*) AS n FROM imports").await, 0);
}

#[actix_web::test]
async fn a_file_that_breaks_off_on_the_way_says_so_at_row_0() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let long = "x".repeat(70_000);
    let lines = format!("{}{long}\n", format!("{}\n", post.visit()).repeat(1001));
    let refused = post.import_as(NDJSON, "?dry_run=true", lines.as_bytes()).await;
    assert_eq!(
        (&refused["state"], post.told(&refused).await),
        (&json!("refused"), vec!["0 - too_long".into()])
    );
}

#[actix_web::test]
async fn the_faults_are_a_file_to_mend_the_rows_by() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let refused = post.import("", &format!("{HEAD}{}", row(1).replace("走访", "电话"))).await;
    let path = format!("/imports/{}/faults", refused.id());
    let csv = post.manager.get_as(CSV, &path).await.ok();
    assert_eq!(csv.lines()[0], "行号,列,位置,代码,说明");
    assert!(csv.lines()[1].starts_with("2,method,/method,unknown_value,"), "{:?}", csv.lines());
    assert_eq!(post.manager.get_as(XLSX, &path).await.ok().sheet()[1][1], "method");
    let list = post.manager.get_as(CSV, "/imports").await.ok();
    assert_eq!(list.lines().len(), 2);
}
