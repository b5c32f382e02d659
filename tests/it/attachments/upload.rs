//! Uploading: once, again, by another, too much, broken off.

use std::{io::Write as _, net::TcpStream};

use stations::auth::role::Role;

use crate::harness::{
    Answer, Lab, Persona,
    files::{UNKNOWN, pdf, pdf_saying},
};

const ROWS: &str = "SELECT count(*) AS n FROM attachments";
const SMALL: [(&str, &str); 1] = [("UPLOAD_LIMIT", "1000")];

fn large() -> Vec<u8> {
    pdf_saying(&"x".repeat(1000))
}

/// Sends a head and a part of a body on a connection of its own.
fn begin(persona: &Persona<'_>, head: &str, body: &[u8]) -> TcpStream {
    let address = persona.lab.origin.strip_prefix("http://").unwrap();
    let token = persona.token.as_ref().unwrap();
    let head = format!(
        "POST /api/v1/attachments HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\
         content-type: application/pdf\r\n{head}\r\n\r\n"
    );
    let mut socket = TcpStream::connect(address).unwrap();
    socket.write_all(&[head.as_bytes(), body].concat()).unwrap();
    socket
}

/// The first line of the answer, read in a thread of its own.
async fn status(mut socket: TcpStream) -> String {
    let read = move || {
        let mut text = [0; 64];
        let read = std::io::Read::read(&mut socket, &mut text).unwrap();
        String::from_utf8_lossy(&text[..read]).lines().next().unwrap_or_default().to_owned()
    };
    tokio::task::spawn_blocking(read).await.unwrap()
}

#[actix_web::test]
async fn an_upload_is_a_row_an_event_and_an_object() {
    let lab = Lab::new().await;
    let (officer, before) = (lab.bureau_officer().await, lab.events().await);
    let made = officer.upload("application/pdf", &pdf()).await.created();
    assert_eq!(made.headers["location"], format!("/api/v1/attachments/{}", made.id()));
    assert_eq!(lab.events().await, before + 1);
    let event = lab.last_event().await;
    assert_eq!(event["action"], "attachment.uploaded");
    assert_eq!(event["changes"], serde_json::json!({}));
    let (stored, hash) = (lab.stored(), made["sha256"].as_str().unwrap());
    assert!(stored[0].ends_with(format!("469025/{}/{hash}", &hash[..2])), "{stored:?}");
    assert_eq!(std::fs::read(&stored[0]).unwrap(), pdf());
}

#[actix_web::test]
async fn the_same_content_again_is_the_same_attachment() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let first = officer.upload("application/pdf", &pdf()).await.created();
    let before = lab.events().await;
    let second = officer.upload(UNKNOWN, &pdf()).await.ok();
    assert_eq!(first.body, second.body);
    assert_eq!((lab.events().await, lab.stored().len(), lab.number(ROWS).await), (before, 1, 1));
}

#[actix_web::test]
async fn another_person_has_a_row_of_his_own_and_learns_nothing() {
    let lab = Lab::new().await;
    let (officer, admin) = (lab.bureau_officer().await, lab.bureau_admin().await);
    let first = officer.upload("application/pdf", &pdf()).await.created();
    let second = admin.upload("application/pdf", &pdf()).await.created();
    assert_ne!(first.id(), second.id());
    assert_eq!((lab.stored().len(), lab.number(ROWS).await), (1, 2));
    admin.get(&format!("/attachments/{}", first.id())).await.problem(404, "not_found");
}

#[actix_web::test]
async fn many_at_once_of_one_content_are_one_object() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let before = lab.events().await;
    let all =
        futures_util::future::join_all((0..6).map(|_| officer.upload(UNKNOWN, b"%PDF-1.4 %%EOF"))).await;
    let made = all.iter().filter(|answer| answer.status == 201).count();
    assert_eq!((made, all.iter().filter(|answer| answer.status == 200).count()), (1, 5));
    assert_eq!((lab.stored().len(), lab.number(ROWS).await, lab.events().await), (1, 1, before + 1));
}

#[actix_web::test]
async fn a_repeat_with_its_key_gets_the_same_answer() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let headers = [("content-type", "application/pdf"), ("idempotency-key", "k-1")];
    let send = async |body: Vec<u8>| -> Answer { officer.send("POST", "/attachments", &headers, body).await };
    let first = send(pdf()).await.created();
    let before = lab.events().await;
    let second = send(pdf()).await.created();
    assert_eq!((&first.bytes, second.headers["idempotent-replayed"].as_str()), (&second.bytes, "true"));
    send(pdf_saying("y")).await.problem(422, "key_reused");
    assert_eq!((lab.events().await, lab.number(ROWS).await), (before, 1));
}

#[actix_web::test]
async fn a_file_over_the_limit_is_refused_before_it_is_read() {
    let lab = Lab::with(&SMALL).await;
    let officer = lab.bureau_officer().await;
    let refused = officer.upload("application/pdf", &large()).await.problem(413, "too_large");
    assert_eq!(refused["detail"], "上限1000字节");
    let socket = begin(&officer, "content-length: 2000", b"");
    assert!(status(socket).await.starts_with("HTTP/1.1 413"));
    officer.upload("application/pdf", &pdf()).await.created();
}

#[actix_web::test]
async fn a_file_of_unknown_length_is_refused_at_the_limit() {
    let lab = Lab::with(&SMALL).await;
    let (officer, before) = (lab.bureau_officer().await, lab.events().await);
    let chunk = format!("3e8\r\n{}\r\n2\r\nxx\r\n", "x".repeat(1000));
    let socket = begin(&officer, "transfer-encoding: chunked", chunk.as_bytes());
    assert!(status(socket).await.starts_with("HTTP/1.1 413"));
    assert_eq!((lab.events().await, lab.stored().len()), (before, 0));
}

#[actix_web::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.get("/stations").await.ok();
    let (before, disk) = (lab.events().await, lab.on_disk());
    for sent in [0, 10, 600_000] {
        let body = pdf_saying(&"x".repeat(sent));
        let socket = begin(&officer, "content-length: 900000", &body[..sent]);
        socket.shutdown(std::net::Shutdown::Write).unwrap();
        assert!(!status(socket).await.contains(" 20"));
    }
    officer.get("/stations").await.ok();
    assert_eq!((lab.events().await, lab.number(ROWS).await), (before, 0));
    assert_eq!(lab.on_disk(), disk);
}

#[actix_web::test]
async fn an_empty_file_is_at_fault() {
    let lab = Lab::new().await;
    lab.bureau_officer().await.upload("application/pdf", b"").await.faults(&[" required"]);
    assert_eq!(lab.stored().len(), 0);
}

#[actix_web::test]
async fn a_large_file_goes_through_in_parts() {
    let lab = Lab::new().await;
    let (officer, file) = (lab.bureau_officer().await, pdf_saying(&"y".repeat(20 * 1024 * 1024)));
    let made = officer.upload("application/pdf", &file).await.created();
    assert!(officer.content(made.id(), &[]).await.ok().bytes == file);
    assert_eq!((lab.stored().len(), made["size"].as_u64()), (1, Some(file.len().try_into().unwrap())));
}

#[actix_web::test]
async fn who_only_reads_or_pays_cannot_upload() {
    let lab = Lab::new().await;
    for role in [Role::Auditor, Role::FinanceOfficer, Role::ProvinceViewer, Role::PlatformAdmin] {
        lab.person(role).await.upload("application/pdf", &pdf()).await.problem(403, "forbidden");
    }
    assert_eq!(lab.stored().len(), 0);
}
