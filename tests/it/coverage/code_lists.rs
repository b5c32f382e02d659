//! Every enum with labels is in `/code-lists`.

use std::path::Path;

use crate::harness::Lab;

/// How often an enum is declared in the sources below a folder; the macro's own file shows one in its documentation.
fn declared(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let count = |path: &Path| {
        std::fs::read_to_string(path).unwrap().matches("\ntext_enum! {").count()
            + std::fs::read_to_string(path).unwrap().matches("\ncrate::text_enum! {").count()
    };
    entries.map(|path| if path.is_dir() { declared(&path) } else { count(&path) }).sum()
}

#[actix_web::test]
async fn every_enum_with_labels_is_listed() {
    let lab = Lab::new().await;
    let lists = lab.anyone().get("/code-lists").await.ok();
    assert_eq!(
        lists.items().len(),
        declared(Path::new("src")),
        "add the new enum's line to src/code_lists.rs"
    );
    for list in lists.items() {
        let labelled =
            |label: &serde_json::Value| label["zh"] != "" && label["en"] != "" && label["code"] != "";
        assert!(list["values"].as_array().unwrap().iter().all(labelled), "{list}");
    }
}
