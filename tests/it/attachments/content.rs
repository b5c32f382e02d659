//! Downloading: headers, parts, what is there already.

use uuid::Uuid;

use crate::harness::{
    Answer, Lab, Persona,
    files::{pdf_saying, xlsx},
};

/// The uploader of a file, its id, its bytes.
async fn uploaded(lab: &Lab) -> (Persona<'_>, Uuid, Vec<u8>) {
    let officer = lab.bureau_officer().await;
    let id = officer.attachment("0123456789").await;
    (officer, id, pdf_saying("0123456789"))
}

fn ranged(answer: Answer, range: &str) -> Vec<u8> {
    let answer = answer.is(206);
    assert_eq!(answer.headers["content-range"], range);
    answer.bytes.to_vec()
}

#[actix_web::test]
async fn the_file_comes_as_it_was_and_only_as_a_file() {
    let lab = Lab::new().await;
    let (officer, id, file) = uploaded(&lab).await;
    let got = officer.content(id, &[]).await.ok();
    assert_eq!(got.bytes, file);
    let hash = officer.get(&format!("/attachments/{id}")).await.ok()["sha256"].as_str().unwrap().to_owned();
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-length", &file.len().to_string()),
        ("content-disposition", &format!("attachment; filename=\"{id}.pdf\"")),
        ("etag", &format!("\"{hash}\"")),
        ("accept-ranges", "bytes"),
        ("cache-control", "private, no-cache"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
    ] {
        assert_eq!(got.headers.get(name).map(String::as_str), Some(value), "{name}");
    }
}

#[actix_web::test]
async fn the_name_ends_as_its_kind() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let id = officer.upload(crate::harness::files::XLSX, &xlsx()).await.created().id();
    let got = officer.content(id, &[]).await.ok();
    assert_eq!(got.headers["content-disposition"], format!("attachment; filename=\"{id}.xlsx\""));
}

#[actix_web::test]
async fn a_part_is_given() {
    let lab = Lab::new().await;
    let (officer, id, file) = uploaded(&lab).await;
    let n = file.len();
    let get = async |range: &str| officer.content(id, &[("range", range)]).await;
    assert_eq!(ranged(get("bytes=0-4").await, &format!("bytes 0-4/{n}")), b"%PDF-");
    assert_eq!(ranged(get("bytes=5-").await, &format!("bytes 5-{}/{n}", n - 1)), &file[5..]);
    assert_eq!(ranged(get("bytes=-6").await, &format!("bytes {}-{}/{n}", n - 6, n - 1)), b"%%EOF\n");
    assert_eq!(ranged(get("bytes=0-99999").await, &format!("bytes 0-{}/{n}", n - 1)), file);
    assert_eq!(ranged(get("bytes=-99999").await, &format!("bytes 0-{}/{n}", n - 1)), file);
}

#[actix_web::test]
async fn what_is_no_single_range_is_answered_with_the_whole() {
    let lab = Lab::new().await;
    let (officer, id, file) = uploaded(&lab).await;
    for range in ["bytes=0-1,3-4", "bytes=4-0", "lines=0-1", "bytes=a-b"] {
        assert_eq!(officer.content(id, &[("range", range)]).await.ok().bytes, file, "{range}");
    }
}

#[actix_web::test]
async fn a_part_beyond_the_end_is_refused() {
    let lab = Lab::new().await;
    let (officer, id, file) = uploaded(&lab).await;
    for range in [format!("bytes={}-", file.len()), "bytes=99999-100000".into(), "bytes=-0".into()] {
        let refused = officer.content(id, &[("range", &range)]).await.problem(416, "range_not_satisfiable");
        assert_eq!(refused.headers["content-range"], format!("bytes */{}", file.len()));
    }
}

#[actix_web::test]
async fn a_part_of_another_version_is_not_mixed_in() {
    let lab = Lab::new().await;
    let (officer, id, file) = uploaded(&lab).await;
    let etag = officer.content(id, &[]).await.ok().etag().to_owned();
    let get = async |tag: &str| officer.content(id, &[("range", "bytes=0-4"), ("if-range", tag)]).await;
    assert_eq!(get(&etag).await.is(206).bytes, b"%PDF-"[..]);
    for other in ["\"other\"", &format!("W/{etag}"), "Mon, 03 Jul 2023 02:00:00 GMT"] {
        assert_eq!(get(other).await.ok().bytes, file, "{other}");
    }
}

#[actix_web::test]
async fn what_is_there_already_is_not_sent_again() {
    let lab = Lab::new().await;
    let (officer, id, _) = uploaded(&lab).await;
    let etag = officer.content(id, &[]).await.ok().etag().to_owned();
    let weak = format!("\"x\", W/{etag}");
    for asked in [etag.as_str(), "*", &weak] {
        let same = officer.content(id, &[("if-none-match", asked), ("range", "bytes=0-1")]).await.is(304);
        assert_eq!((same.etag(), same.bytes.len()), (etag.as_str(), 0));
        assert_eq!(same.headers["cache-control"], "private, no-cache");
    }
    officer.content(id, &[("if-none-match", "\"other\"")]).await.ok();
    let view = officer.get(&format!("/attachments/{id}")).await.ok();
    let again = [("if-none-match", view.etag())];
    officer.send("GET", &format!("/attachments/{id}"), &again, vec![]).await.is(304);
}

#[actix_web::test]
async fn head_tells_all_but_the_bytes() {
    let lab = Lab::new().await;
    let (officer, id, file) = uploaded(&lab).await;
    let path = format!("/attachments/{id}/content");
    let head = officer.send("HEAD", &path, &[("range", "bytes=0-4")], vec![]).await.ok();
    assert_eq!(
        (head.headers["content-length"].as_str(), head.bytes.len()),
        (file.len().to_string().as_str(), 0)
    );
    assert_eq!(head.headers["content-type"], "application/pdf");
    officer.get("/stations").await.ok();
}

#[actix_web::test]
async fn a_lost_object_is_our_fault_and_nothing_of_it_is_told() {
    let lab = Lab::new().await;
    let (officer, id, _) = uploaded(&lab).await;
    std::fs::remove_file(&lab.stored()[0]).unwrap();
    let failed = officer.content(id, &[]).await.problem(500, "internal");
    assert!(!failed.body.to_string().contains("469025"), "{}", failed.body);
}
