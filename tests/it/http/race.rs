use futures_util::future::{join, join_all};

use crate::harness::{Lab, json};

#[actix_web::test]
async fn of_sixteen_who_saw_one_version_one_changes_it() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let (seen, before) = (officer.get(&path).await.ok(), lab.events().await);
    let bodies: Vec<_> = (0..16).map(|n| json!({"phone": format!("0898-{n}")})).collect();
    let answers = join_all(bodies.iter().map(|body| officer.patch(&seen, &path, body))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!((statuses[0], &statuses[1..]), (200, &[412; 15][..]));
    let winner = answers.iter().find(|answer| answer.status == 200).unwrap();
    let now = officer.get(&path).await.ok();
    assert_eq!((&now["version"], &now["phone"]), (&json!(2), &winner["phone"]));
    assert_eq!(lab.events().await, before + 1);
}

#[actix_web::test]
async fn a_move_and_a_change_of_one_version_do_not_both_pass() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let (seen, before) = (officer.get(&path).await.ok(), lab.events().await);
    let moves = format!("{path}/transitions");
    let (patch, body) = (json!({"phone": "1"}), super::preparing("x"));
    let (changed, moved) =
        join(officer.patch(&seen, &path, &patch), officer.move_on(&seen, &moves, &body)).await;
    let mut statuses = [changed.status, moved.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    assert_eq!(lab.events().await, before + 1);
}
