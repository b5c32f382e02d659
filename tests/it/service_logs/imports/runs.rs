use diesel_async::SimpleAsyncConnection as _;
use futures_util::future::join;
use stations::db::pool;

use super::{HEAD, Post, figures, file, killed, row, stands};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_file_is_taken_at_once_and_its_rows_are_recorded_by_the_job() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let queued = post.queue("", &file(3)).await.is(202);
    let path = format!("/imports/{}", queued.id());
    assert_eq!(queued.headers["location"], format!("/api/v1{path}"));
    assert_eq!((&queued["state"], post.logs().await), (&json!("queued"), 0));
    lab.run_imports().await;
    let done = post.manager.get(&path).await.ok();
    assert_eq!(figures(&done), stands("done", [3, 0, 0, 3]));
    let list = post.manager.get("/service-logs").await.ok();
    let log =
        post.manager.get(&format!("/service-logs/{}", list.items()[0]["id"].as_str().unwrap())).await.ok();
    assert!(log["summary"].as_str().unwrap().ends_with("户入户讲解政策"), "{}", log.body);
    assert_eq!(log["workers"], json!([{"worker_id": post.worker, "minutes": 90, "posted_here": true}]));
    assert_eq!((&log["station_id"], &log["state"]), (&json!(post.station), &json!("submitted")));
}

#[actix_web::test]
async fn events_tell_what_was_asked_what_was_written_and_how_it_ended() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let done = post.import("?mode=valid_rows", &file(3)).await;
    let written = lab.event("service_logs.imported").await;
    assert_eq!(written["changes"]["logs"].as_array().unwrap().len(), 3);
    assert_eq!((&written["subject"]["id"], &written["actor"]), (&done["id"], &json!(post.manager.id)));
    let ended = lab.event("import.ended").await;
    assert_eq!((&ended["changes"]["state"], &ended["changes"]["written"]), (&json!("done"), &json!(3)));
    assert_eq!(lab.event("import.queued").await["changes"]["kind"], "service_logs");
    let named = "SELECT count(*) AS n FROM events WHERE convert_from(body, 'UTF8') ~ '王小梅|入户讲解'";
    assert_eq!(lab.number(named).await, 0);
}

#[actix_web::test]
async fn all_rows_or_none() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let bad = row(9).replace("1.1", "9.9");
    let refused = post.import("", &format!("{}{bad}", file(2))).await;
    assert_eq!(figures(&refused), stands("refused", [3, 1, 0, 0]));
    assert_eq!(
        (post.told(&refused).await, post.logs().await),
        (vec!["4 item_code unknown_reference".into()], 0)
    );
}

#[actix_web::test]
async fn the_valid_rows_alone_are_written_when_that_is_asked() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let bad = row(9).replace("王小梅", "无此人");
    let done = post.import("?mode=valid_rows", &format!("{HEAD}{bad}{}{}", row(1), row(2))).await;
    assert_eq!(figures(&done), stands("done", [3, 1, 0, 2]));
    assert_eq!((post.told(&done).await, post.logs().await), (vec!["2 workers unknown_reference".into()], 2));
}

#[actix_web::test]
async fn a_dry_run_tells_the_same_and_writes_nothing() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let checked = format!("{}{}", file(2), row(9).replace("走访", "电话"));
    let dry = post.import("?dry_run=true", &checked).await;
    assert_eq!(figures(&dry), stands("done", [3, 1, 0, 0]));
    assert_eq!((post.told(&dry).await, post.logs().await), (vec!["4 method unknown_value".into()], 0));
    assert_eq!(lab.number("SELECT count(*) AS n FROM personal_keys").await, 0);
    // A check may be repeated, and the import comes after it.
    post.import("?dry_run=true", &checked).await;
    assert_eq!(figures(&post.import("?mode=valid_rows", &checked).await), stands("done", [3, 1, 0, 2]));
}

#[actix_web::test]
async fn the_same_file_is_one_import() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let queued = post.queue("", &file(2)).await.is(202);
    assert_eq!(post.queue("", &file(2)).await.ok().id(), queued.id());
    lab.run_imports().await;
    let (again, events) = (post.queue("?mode=valid_rows", &file(2)).await.ok(), lab.events().await);
    assert_eq!((again.id(), &again["state"]), (queued.id(), &json!("done")));
    lab.run_imports().await;
    assert_eq!((post.logs().await, lab.events().await), (2, events));
}

#[actix_web::test]
async fn a_mended_file_brings_only_what_is_not_there() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let bad = row(3).replace("走访", "电话");
    post.import("?mode=valid_rows", &format!("{}{bad}", file(2))).await;
    let mended = post.import("", &file(3)).await;
    assert_eq!(figures(&mended), stands("done", [3, 0, 2, 1]));
    assert_eq!(post.logs().await, 3);
}

#[actix_web::test]
async fn rows_that_say_the_same_are_logs_of_their_own() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let twins = format!("{HEAD}{}{}{}", row(1), row(1), row(1));
    assert_eq!(figures(&post.import("", &twins).await), stands("done", [3, 0, 0, 3]));
    assert_eq!(figures(&post.import("", &format!("{twins}{}", row(2))).await), stands("done", [4, 0, 3, 1]));
}

#[actix_web::test]
async fn two_replicas_run_an_import_once() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let queued = post.queue("?mode=valid_rows", &file(1_200)).await.is(202);
    join(lab.run_imports(), lab.run_imports()).await;
    let done = post.manager.get(&format!("/imports/{}", queued.id())).await.ok();
    assert_eq!(figures(&done), stands("done", [1_200, 0, 0, 1_200]));
    assert_eq!(
        lab.number("SELECT count(*) AS n FROM events WHERE action = 'service_logs.imported'").await,
        2
    );
}

#[actix_web::test]
async fn a_cancelled_import_writes_no_more() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = format!("/imports/{}", post.queue("", &file(2)).await.is(202).id());
    let cancelled = post.manager.post(&format!("{path}/cancellation"), &json!({})).await.ok();
    assert_eq!(cancelled["state"], "cancelled");
    lab.run_imports().await;
    assert_eq!(post.logs().await, 0);
    post.manager.post(&format!("{path}/cancellation"), &json!({})).await.problem(409, "conflict");
    // It came to nothing, so the same file may come again.
    assert_eq!(figures(&post.import("", &file(2)).await), stands("done", [2, 0, 0, 2]));
}

#[actix_web::test]
async fn an_upload_sent_twice_under_one_key_is_queued_once() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let headers = [("content-type", "text/csv"), ("idempotency-key", "logs-1")];
    let send =
        async || post.manager.send("POST", "/service-logs/imports", &headers, file(2).into_bytes()).await;
    let (first, again) = (send().await.is(202), send().await.is(202));
    assert_eq!((first.bytes, again.headers["idempotent-replayed"].as_str()), (again.bytes, "true"));
    lab.run_imports().await;
    assert_eq!(post.logs().await, 2);
}

#[actix_web::test]
async fn nothing_of_the_file_stays_when_the_import_has_ended() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let bad = row(9).replace("第9户入户讲解政策", "金丝雀").replace("王小梅:90", "金丝雀");
    let refused = post.import("", &format!("{}{bad}", file(1))).await;
    assert_eq!(refused["state"], "refused");
    let kept = lab.shared.attachments.folder().unwrap().join("imports-469025");
    assert!(!kept.exists() || std::fs::read_dir(kept).unwrap().next().is_none());
    let rows = "SELECT count(*) AS n FROM import_faults f JOIN imports i ON i.id = f.import_id \
                WHERE (f::text || i::text) ~ '金丝雀'";
    assert_eq!(lab.number(rows).await, 0);
}

#[actix_web::test]
async fn it_goes_on_with_the_very_row_where_an_older_version_with_other_chunks_left_it() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let queued = post.queue("?mode=valid_rows", &file(1_200)).await.is(202);
    lab.run("UPDATE imports SET state = 'running', rows_read = 700, rows_valid = 700").await;
    lab.run_imports().await;
    let done = post.manager.get(&format!("/imports/{}", queued.id())).await.ok();
    assert_eq!(figures(&done), stands("done", [1_200, 0, 0, 500]));
    assert_eq!(post.logs().await, 500);
}

#[actix_web::test]
async fn nobody_at_the_station_waits_for_an_import_of_all_rows_before_its_end() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    post.import("", &file(1)).await;
    let queued = post.queue("", &file(1_200)).await.is(202);
    let recording = pool::connect(&lab.database_url).await.unwrap();
    (&mut &recording).batch_execute("BEGIN; SELECT 1 FROM service_figures FOR UPDATE").await.unwrap();
    let meanwhile = async {
        killed::until(&lab, "judged AND rows_read >= 1000").await;
        (&mut &recording).batch_execute("ROLLBACK").await.unwrap();
    };
    join(lab.run_imports(), meanwhile).await;
    let done = post.manager.get(&format!("/imports/{}", queued.id())).await.ok();
    assert_eq!(figures(&done), stands("done", [1_200, 0, 1, 1_199]));
}
