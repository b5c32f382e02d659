use super::pdf;
use crate::harness::{Lab, small_framework};

#[actix_web::test]
async fn a_result_is_printed_with_everything_to_repeat_it() {
    let lab = Lab::new().await;
    let round = lab.round_by(&small_framework(3)).await;
    round.submit("third_party", &["25", "25", "25", "25"]).await.ok();
    round.submit("bureau", &["25", "25", "25", "25"]).await.ok();
    round.submit("township", &["25", "25", "0"]).await.ok();
    let text = pdf(&round.admin, &round.path("/result")).await.printed();
    for part in [
        "三方评估结果",
        "结果：96.67",
        "优秀",
        "七（二）",
        "第三方评估机构",
        "66.67",
        "200/3",
        "0.60",
        "155/6",
        "资金使用",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[actix_web::test]
async fn there_is_no_document_before_there_is_a_result() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("bureau", &["20", "20", "20", "20"]).await.ok();
    for reader in [&round.admin, &round.bureau, &round.third_party] {
        reader.get(&round.path("/result/document")).await.problem(409, "conflict");
        reader.get(&round.path("/result/document?format=xlsx")).await.problem(409, "conflict");
    }
}

#[actix_web::test]
async fn a_result_as_a_workbook_can_be_reckoned_with() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let answer = round.bureau.get(&round.path("/result/document?format=xlsx")).await.ok();
    let sheet = answer.sheet();
    let row =
        sheet.iter().find(|row| row.first().is_some_and(|cell| cell == "第三方评估机构") && row[1] == "90");
    assert_eq!(row.unwrap()[1..5], ["90", "90/1", "0.6", "54"]);
}

#[actix_web::test]
async fn a_result_out_of_reach_has_no_document() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let elsewhere = lab.township_officer("469025101").await;
    elsewhere.get(&round.path("/result/document")).await.problem(404, "not_found");
    lab.anyone().get(&round.path("/result/document")).await.is(401);
}

#[actix_web::test]
async fn once_it_is_made_it_bears_its_stage_and_the_digest_of_the_edition() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let made = round.admin.get(&round.path("/result")).await.ok();
    let text = pdf(&round.admin, &round.path("/result")).await.printed();
    assert!(text.contains(made["digest"].as_str().unwrap()) && text.contains("初步结果（第1版）"), "{text}");
    let manager = round.manager().await;
    assert!(pdf(&manager, &round.path("/result")).await.printed().contains("校验值（SHA-256）"));
    let digest = made["digest"].as_str().unwrap();
    lab.anyone().get(&format!("/public/verifications/{digest}")).await.problem(404, "not_found");
}
