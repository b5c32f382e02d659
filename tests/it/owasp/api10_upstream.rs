//! API10: the one upstream that speaks HTTP is the bucket of the attachments. One that talks nonsense, hangs up, leads elsewhere or
//! never stops costs a bounded time and leaves nothing half written.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crate::harness::{Lab, files::pdf_saying};

/// Longer than the service tries (eight seconds), on a busy machine.
const BOUND: Duration = Duration::from_secs(40);

/// A bucket that answers every request in this way, and how often it was asked.
fn bucket(answer: impl Fn(&mut TcpStream) + Send + 'static) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (url, asked) = (format!("http://{}", listener.local_addr().unwrap()), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&asked);
    thread::spawn(move || {
        for socket in listener.incoming() {
            let Ok(mut socket) = socket else { return };
            count.fetch_add(1, Ordering::Relaxed);
            let _ = socket.set_read_timeout(Some(Duration::from_secs(2)));
            let _ = socket.read(&mut [0; 16 * 1024]);
            answer(&mut socket);
        }
    });
    (url, asked)
}

async fn lab(url: &str) -> Lab {
    Lab::with(&[
        ("ATTACHMENTS_URL", "s3://bucket/files"),
        ("AWS_ENDPOINT_URL", url),
        ("AWS_ALLOW_HTTP", "true"),
        ("AWS_REGION", "local"),
        ("AWS_ACCESS_KEY_ID", "key"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
    ])
    .await
}

/// An upload to such a bucket is refused as unavailable, soon, and leaves no row and no event.
async fn refuses(url: &str) {
    let lab = lab(url).await;
    let (officer, before, begun) = (lab.bureau_officer().await, lab.events().await, Instant::now());
    let answer = officer.upload("application/pdf", &pdf_saying("痕迹")).await;
    assert!(begun.elapsed() < BOUND, "{:?}", begun.elapsed());
    let answer = answer.problem(503, "unavailable");
    assert!(!answer.body.to_string().contains("127.0.0.1") && answer.headers.contains_key("retry-after"));
    assert_eq!(lab.number("SELECT count(*) AS n FROM attachments").await, 0);
    assert_eq!(lab.events().await, before);
    officer.get("/stations").await.ok();
}

#[actix_web::test]
async fn a_bucket_that_talks_nonsense_is_unavailable() {
    let (url, asked) = bucket(|socket| {
        let _ = socket.write_all(&vec![0xff; 64 * 1024]);
    });
    refuses(&url).await;
    assert!(asked.load(Ordering::Relaxed) > 0);
}

#[actix_web::test]
async fn a_bucket_that_hangs_up_is_unavailable() {
    let (url, asked) = bucket(|_| {});
    refuses(&url).await;
    assert!(asked.load(Ordering::Relaxed) > 0);
}

#[actix_web::test]
async fn a_bucket_that_leads_elsewhere_is_not_followed() {
    let (elsewhere, visited) = bucket(|socket| {
        let _ = socket
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\netag: \"x\"\r\nconnection: close\r\n\r\n");
    });
    let (url, asked) = bucket(move |socket| {
        let answer = format!(
            "HTTP/1.1 302 Found\r\nlocation: {elsewhere}/x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
        let _ = socket.write_all(answer.as_bytes());
    });
    refuses(&url).await;
    assert!(asked.load(Ordering::Relaxed) > 0);
    assert_eq!(visited.load(Ordering::Relaxed), 0, "somebody else was asked");
}

/// The answer has no end; whoever reads it to its end has no memory.
#[actix_web::test]
async fn a_bucket_that_never_stops_is_read_no_further_than_it_has_to() {
    let (url, _) = bucket(|socket| {
        let _ = socket.set_write_timeout(Some(Duration::from_secs(2)));
        let _ = socket.write_all(b"HTTP/1.1 500 Internal Server Error\r\ncontent-type: application/xml\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n");
        let chunk = [b"10000\r\n".as_slice(), &vec![b'x'; 65_536], b"\r\n"].concat();
        // A gibibyte at most, should nobody hang up.
        let _ = (0..16_384).try_for_each(|_| socket.write_all(&chunk));
    });
    refuses(&url).await;
}
