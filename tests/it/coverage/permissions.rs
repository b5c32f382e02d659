//! Every live route × every role, no token, a bad token; and the matrix a person has reviewed.

use stations::{
    auth::{policy, role::Role},
    db::text_enum::TextEnum as _,
    http::endpoint::Endpoint,
    routes,
};

use crate::harness::{Answer, Lab, Persona};

fn roles() -> impl Iterator<Item = Role> {
    Role::LABELS.iter().filter_map(|label| Role::from_code(label.code))
}

/// The path below `/`, with an id that nothing has.
fn path_of(endpoint: &Endpoint) -> String {
    let none = "01890000-0000-7000-8000-000000000000";
    let path = endpoint.path.replace("{id}", none).replace("{party}", "bureau").replace("{code}", "469026");
    let path = path.replace("{year}", "2023");
    let path = ["{assignment}", "{material}", "{contest}", "{entry}"]
        .iter()
        .fold(path, |path, parameter| path.replace(parameter, none));
    let path = path.replace("{year}", "2023").replace("{rank}", "1");
    let path = path.replace("{year}", "2023").replace("{reopening}", none);
    assert!(!path.contains('{'), "{path}: give the walker a value for its parameter");
    format!("/{path}")
}

async fn knock(persona: &Persona<'_>, endpoint: &Endpoint) -> Answer {
    let headers = [("content-type", "application/json"), ("if-match", "\"v1\"")];
    persona.send(endpoint.method.as_str(), &path_of(endpoint), &headers, b"{}".to_vec()).await
}

#[actix_web::test]
async fn the_matrix_is_the_one_that_was_reviewed() {
    let reviewed = std::fs::read_to_string("docs/role-matrix.md").unwrap_or_default();
    assert!(
        reviewed == policy::matrix(),
        "review the change, then: cargo run -- policy show > docs/role-matrix.md"
    );
}

#[actix_web::test]
async fn every_closed_route_is_closed_without_a_good_token() {
    let lab = Lab::new().await;
    let (nobody, mut forger) = (lab.anyone(), lab.anyone());
    forger.token = Some("eyJhbGciOiJub25lIn0.e30.".into());
    for endpoint in routes::all().iter().filter(|endpoint| endpoint.action.is_some()) {
        for persona in [&nobody, &forger] {
            let answer = knock(persona, endpoint).await;
            assert_eq!(answer.status, 401, "{} {}", endpoint.method, endpoint.path);
            assert_eq!(answer.headers["www-authenticate"], "Bearer");
        }
    }
}

#[actix_web::test]
async fn every_route_admits_exactly_the_roles_of_the_matrix() {
    let lab = Lab::new().await;
    let before = lab.events().await;
    for role in roles() {
        let persona = lab.person(role).await;
        for endpoint in routes::all().iter().filter(|endpoint| endpoint.action.is_some()) {
            let admitted = endpoint.grants.iter().any(|(_, roles)| roles.contains(&role));
            let answer = knock(&persona, endpoint).await;
            let what =
                format!("{} {} {} answered {}", role.code(), endpoint.method, endpoint.path, answer.body);
            assert_eq!(answer.status != 403, admitted, "{what}");
            assert!(answer.status != 401 && answer.status < 500, "{what}");
        }
    }
    assert_eq!(lab.events().await, before, "knocking changes nothing");
}

#[actix_web::test]
async fn every_action_of_the_table_is_used_by_a_route() {
    let used: Vec<_> = routes::all().iter().filter_map(|endpoint| endpoint.action).collect();
    let idle: Vec<_> =
        policy::TABLE.iter().map(|row| row.action).filter(|action| !used.contains(action)).collect();
    assert_eq!(idle, Vec::<&str>::new());
}

#[actix_web::test]
async fn what_does_not_exist_and_what_is_out_of_reach_look_the_same() {
    let lab = Lab::new().await;
    let officer = lab.township_officer("469025101").await;
    let hidden = lab.station("469025100").await.to_string();
    for path in ["/stations/{id}", "/stations/{id}/transitions", "/stations/{id}/compliance"] {
        let mut answers = Vec::new();
        for id in [hidden.as_str(), "01890000-0000-7000-8000-000000000000", "not-an-id"] {
            let mut body = officer.get(&path.replace("{id}", id)).await.is(404).body;
            body.as_object_mut().unwrap().remove("request_id");
            answers.push(body);
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{path}: {answers:?}");
    }
}
