//! Every list tells how many there are in all, when it is asked.

use stations::{app, routes};

use crate::harness::{Lab, Persona, Value, village};

/// The paths of the lists that need no id.
fn lists() -> Vec<String> {
    let document = app::document();
    let counts = |path: &str| {
        let parameters = document["paths"][path]["get"]["parameters"].as_array().cloned().unwrap_or_default();
        parameters.iter().any(|one| one["name"] == "count")
    };
    let mut paths: Vec<String> =
        routes::all().into_iter().map(|endpoint| format!("/{}", endpoint.path)).collect();
    paths.dedup();
    paths.into_iter().filter(|path| !path.contains('{') && counts(&path[1..])).collect()
}

/// Walks the first pages of one item each: the total is on each of them, and only when it is asked for.
async fn check(persona: &Persona<'_>, path: &str) {
    let whole = persona.get(&format!("{path}?limit=200")).await.ok();
    assert_eq!((&whole["next"], &whole["total"]), (&Value::Null, &Value::Null), "{path}");
    let mut next = format!("{path}?count=exact&limit=1");
    for _ in 0..3 {
        let page = persona.get(&next).await.ok();
        assert_eq!(page["total"], whole.items().len(), "{path}");
        let Some(after) = page["next"].as_str() else { return };
        next = format!("{path}?count=exact&limit=1&after={after}");
    }
}

#[actix_web::test]
async fn every_list_counts_from_its_beginning_to_its_end() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    for code in ["469025100001", "469025100002"] {
        round.admin.post("/villages", &village(code)).await.created();
    }
    let paths = lists();
    assert!(paths.len() > 15, "{paths:?}");
    for path in &paths {
        check(&round.admin, path).await;
    }
    // The moves of an evaluation, and a task for who has one.
    check(&round.admin, &format!("/evaluations/{}/transitions", round.evaluation)).await;
    for persona in [&round.third_party, &round.bureau, &round.township] {
        check(persona, "/me/tasks").await;
    }
}
