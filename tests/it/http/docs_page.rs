//! The documentation page, in a real browser.

use std::{path::PathBuf, process::Command};

use crate::harness::Lab;

const BROWSERS: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

fn browser() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let places = BROWSERS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let mut there = places.filter(|place| place.is_file());
    there.next().expect("no Chromium or Chrome on PATH: scripts/test installs one")
}

/// What the page has become, as HTML.
fn dom(url: &str) -> String {
    let profile = std::env::temp_dir().join(format!("stations-browser-{}", std::process::id()));
    let output = Command::new(browser())
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--disable-dev-shm-usage", "--virtual-time-budget=5000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(url)
        .output()
        .expect("the browser starts");
    let _ = std::fs::remove_dir_all(profile);
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!dom.trim().is_empty(), "the browser said: {}", String::from_utf8_lossy(&output.stderr));
    dom
}

/// The text between the tag that holds this and the next tag.
fn text_after<'a>(dom: &'a str, mark: &str) -> &'a str {
    let rest = dom.split(mark).nth(1).unwrap_or_else(|| panic!("no {mark} in {dom}"));
    rest.split(['>', '<']).nth(1).unwrap_or_default()
}

#[actix_web::test]
async fn the_page_shows_every_operation_and_sends_one() {
    let lab = Lab::new().await;
    let url = format!("{}/docs?send=1#list_public_stations", lab.origin);
    let dom = tokio::task::spawn_blocking(move || dom(&url)).await.unwrap();
    let document = stations::app::document();
    let paths = document["paths"].as_object().unwrap();
    let operations: usize = paths.values().map(|item| item.as_object().unwrap().len()).sum();
    assert!(dom.contains(&format!("data-operations=\"{operations}\"")), "{operations} operations: {dom}");
    assert_eq!(dom.matches("data-operation-id=").count(), operations);
    assert!(text_after(&dom, "id=\"answer-status\"").starts_with("200"), "{dom}");
    assert!(text_after(&dom, "id=\"answer-body\"").contains("牙叉镇"), "{dom}");
}

#[actix_web::test]
async fn the_page_loads_nothing_from_elsewhere() {
    let lab = Lab::new().await;
    for path in ["//docs", "//docs/page.js", "//docs/page.css"] {
        let file = lab.anyone().get(path).await.ok();
        let text = String::from_utf8(file.bytes.to_vec()).unwrap();
        assert!(!text.contains("http://") && !text.contains("https://"), "{path}");
        assert!(!text.contains("src=\"//") && !text.contains("url(//"), "{path}");
        let policy = &file.headers["content-security-policy"];
        assert!(policy.starts_with("default-src 'self';") && !policy.contains("unsafe"), "{policy}");
    }
}

#[actix_web::test]
async fn the_document_is_served_as_the_service_knows_it() {
    let lab = Lab::new().await;
    assert_eq!(lab.anyone().get("//openapi.json").await.ok().body, stations::app::document());
}
