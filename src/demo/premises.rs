//! What the demo's station has when it opens: everything but a third worker and a filed list.

use serde_json::{Value, json};

use super::{Outcome, caller::Stage};

/// Records it, as the bureau.
pub async fn fit_out(stage: &Stage, token: &str, station: &str) -> Outcome<()> {
    for (kind, body) in rooms().into_iter().chain(outfit()).chain(institutions()) {
        stage.post(token, &format!("/api/v1/stations/{station}/{kind}"), &body).await?;
    }
    Ok(())
}

fn rooms() -> Vec<(&'static str, Value)> {
    [
        json!({"name": "社工办公室", "functions": ["office"], "area_m2": "24.00", "from": "2023-02-20"}),
        json!({"name": "个案工作室", "functions": ["casework_room"], "area_m2": "12.50", "from": "2023-02-20"}),
        json!({"name": "服务大厅", "functions": ["service_centre", "volunteer_centre"], "area_m2": "60.00",
            "shared_with": "党群服务中心", "from": "2023-02-24"}),
    ]
    .map(|room| ("rooms", room))
    .into()
}

fn outfit() -> Vec<(&'static str, Value)> {
    let equipment = |kind: &str, name: &str, quantity: u32, fund: &str| {
        json!({"kind": kind, "name": name, "quantity": quantity, "fund": fund, "condition": "working",
            "bought_on": "2023-02-20", "from": "2023-02-20"})
    };
    vec![
        ("equipment", equipment("office", "电脑", 3, "operations")),
        ("equipment", equipment("office", "办公桌椅", 4, "operations")),
        ("equipment", equipment("fire_fighting", "灭火器", 4, "township")),
        (
            "safety-checks",
            json!({"kind": "fire_safety", "checked_on": "2023-02-27", "checked_by": "镇消防工作站", "result": "passed"}),
        ),
        (
            "signage",
            json!({"text": "白沙黎族自治县牙叉镇社会工作服务站", "uses_provincial_mark": true, "place": "一楼大门左侧",
                "from": "2023-02-28"}),
        ),
    ]
}

fn institutions() -> Vec<(&'static str, Value)> {
    use crate::{db::text_enum::TextEnum as _, rules::readiness::facts::InstitutionKind};
    let institution = |kind: &crate::db::text_enum::Label| json!({"kind": kind.code, "title": kind.zh, "document_version": "2023-1", "from": "2023-02-28"});
    InstitutionKind::LABELS.iter().map(|kind| ("institutions", institution(kind))).collect()
}
