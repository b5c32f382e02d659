use chrono::TimeDelta;
use stations::auth::role::Role;

use super::pdf;
use crate::harness::{Lab, files::XLSX, four, json, levelled_framework};

#[actix_web::test]
async fn a_party_prints_its_own_draft_and_it_says_that_it_is_one() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.save("bureau", &["20", "17.25"]).await.ok();
    let text = pdf(&round.bureau, &round.card("bureau")).await.printed();
    for part in [
        "评分表（县民政局）",
        "白沙黎族自治县",
        "牙叉",
        "17.25",
        "给17.25分",
        "未评分",
        "草稿",
        "第 1 页　共 1 页",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("校验值（SHA-256）"), "{text}");
}

/// The document is no way around the blindness, in any format, for anybody.
#[actix_web::test]
async fn until_all_are_in_nobody_prints_anothers() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("third_party", &["25", "25", "20", "20"]).await.ok();
    let auditor = lab.person(Role::Auditor).await;
    for other in [&round.bureau, &round.township, &round.admin, &auditor] {
        for format in ["", "?format=pdf", "?format=xlsx"] {
            let path = format!("{}/document{format}", round.card("third_party"));
            other.get(&path).await.problem(403, "forbidden");
        }
    }
    let own = pdf(&round.third_party, &round.card("third_party")).await.printed();
    assert!(own.contains("三方全部提交之前") && !own.contains("校验值（SHA-256）"), "{own}");
}

#[actix_web::test]
async fn once_all_are_in_it_shows_total_seal_and_where_to_verify_it() {
    let lab = Lab::with(&[("PUBLIC_URL", "https://stations.example.gov.cn")]).await;
    let round = lab.round().await;
    round.all_in().await;
    let card = round.admin.get(&round.card("bureau")).await.ok();
    let seal = card["seal"].as_str().unwrap();
    let text = pdf(&round.admin, &round.card("bureau")).await.printed();
    let link = format!("https://stations.example.gov.cn/api/v1/public/verifications/{seal}");
    for part in [seal, link.as_str(), "总分：80.00", "80/1", "（签字、盖章）", "已提交"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.matches(&seal[..16]).count() >= 3, "also at the foot: {text}");
}

#[actix_web::test]
async fn the_same_content_is_the_same_file_whenever_it_is_asked_for() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    for format in ["pdf", "xlsx"] {
        let path = format!("{}/document?format={format}", round.card("bureau"));
        let first = round.admin.get(&path).await.ok();
        lab.pass(TimeDelta::minutes(5));
        assert!(round.admin.get(&path).await.ok().bytes == first.bytes, "{format}");
        let headers = [("if-none-match", first.etag())];
        round.admin.send("GET", &path, &headers, Vec::new()).await.is(304);
    }
}

#[actix_web::test]
async fn a_workbook_has_numbers_where_the_paper_has_points() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let path = format!("{}/document?format=xlsx", round.card("township"));
    let answer = round.admin.get(&path).await.ok();
    assert_eq!(answer.headers["content-type"], XLSX);
    let name = format!("attachment; filename=\"scorecard-{}-township.xlsx\"", round.evaluation);
    assert_eq!(answer.headers["content-disposition"], name);
    let sheet = answer.sheet();
    let row = sheet.iter().find(|row| row.first().is_some_and(|cell| cell == "I0")).unwrap();
    assert_eq!(row[3..6], ["25", "10", "给10分"]);
}

#[actix_web::test]
async fn who_may_not_read_the_card_gets_no_document() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let path = format!("{}/document", round.card("bureau"));
    lab.township_officer("469025101").await.get(&path).await.problem(404, "not_found");
    let manager = lab.member(Role::ContractorManager, round.contractor).await;
    manager.get(&path).await.problem(403, "forbidden");
    round.admin.get(&round.card("nobody")).await.problem(404, "not_found");
    round.admin.get(&format!("{path}?format=docx")).await.faults(&["/format unknown_value"]);
}

/// What the bureau can print while the third party's card is in, which had these points.
async fn world(points: [&str; 4]) -> Vec<(u16, Vec<u8>)> {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.save("bureau", &["20", "17.25"]).await.ok();
    round.submit("third_party", &points).await.ok();
    let mut seen = Vec::new();
    for document in ["bureau", "third_party", "township"].map(|party| round.card(party)) {
        for format in ["pdf", "xlsx"] {
            let answer = round.bureau.get(&format!("{document}/document?format={format}")).await;
            // A refusal bears the id of its request.
            let bytes = if answer.status == 200 { answer.bytes.to_vec() } else { Vec::new() };
            seen.push((answer.status, bytes));
        }
    }
    seen
}

#[actix_web::test]
async fn two_worlds_that_differ_in_a_hidden_card_print_the_same() {
    assert!(world(["25", "25", "25", "25"]).await == world(["0", "3.75", "0", "0"]).await);
}

#[actix_web::test]
async fn a_departure_a_level_and_the_edition_stand_on_the_paper() {
    let lab = Lab::new().await;
    let round = lab.round_by(&levelled_framework()).await;
    round.frozen("I1", 2000).await;
    let mut points = four(["25", "21", "20", "20"]);
    (points[0]["level"], points[1]["departure"]) = (json!("优秀"), json!("另有两次走访未入系统"));
    round.put("bureau", &points).await.ok();
    round.step("bureau", "submission", &json!({})).await.ok();
    let text = pdf(&round.bureau, &round.card("bureau")).await.printed();
    for part in ["评分依据", "优秀", "20.00", "另有两次走访未入系统", "第1版", "提交账号"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[actix_web::test]
async fn a_correction_that_was_not_blind_says_so() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let before = pdf(&round.admin, &round.card("bureau")).await.printed();
    let opened = round.opened().await;
    round.correct(&round.bureau, &opened, &json!({"points": "25", "comment": "更正"})).await.ok();
    let text = pdf(&round.admin, &round.card("bureau")).await.printed();
    assert!(text.contains("第2版") && text.contains("更正时可见其他方评分"), "{text}");
    assert!(before.contains("第1版") && !before.contains("更正时可见其他方评分"), "{before}");
}
