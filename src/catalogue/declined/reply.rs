//! The reply to an office whose request is declined: a template that a station can send as it is.

use super::model::DeclinedRow;
use crate::db::text_enum::TextEnum as _;

/// The clause of the plan by which a station declines.
pub const CLAUSE: &str = "五";

/// The reply, in Chinese as letters between offices are.
pub fn text(row: &DeclinedRow, station: &str) -> String {
    format!(
        "{office}：\n贵单位{asked}提出的“{request}”收悉。经研究，该事项属{matter}，不在本站服务清单之内。\
         根据本县社会工作服务站工作方案第{CLAUSE}部分，清单以外应由县政府承担的事项，社工站不予承担，\
         请贵单位按职责办理或转请职能部门办理。如需社工站在服务清单范围内配合，请与本站联系。\n{station}",
        office = row.requested_by,
        asked = row.requested_on.format("%Y年%-m月%-d日"),
        request = row.request,
        matter = row.matter.label().zh,
    )
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use uuid::Uuid;

    use super::*;
    use crate::catalogue::declined::model::{DeclineOutcome, DeclinedMatter};

    #[test]
    fn it_names_the_office_the_day_the_request_the_clause_and_the_station() {
        let row = DeclinedRow {
            id: Uuid::nil(),
            station_id: Uuid::nil(),
            requested_by: "示例镇综合办公室".into(),
            requested_on: "2023-07-03".parse().unwrap(),
            matter: DeclinedMatter::Administration,
            request: "代为开具居住证明".into(),
            outcome: DeclineOutcome::Declined,
            recorded_at: DateTime::<Utc>::UNIX_EPOCH,
            voided_at: None,
            void_reason: None,
            version: 1,
        };
        let reply = text(&row, "示例镇社会工作服务站");
        for part in ["示例镇综合办公室：", "2023年7月3日", "“代为开具居住证明”", "行政行为", "第五部分"]
        {
            assert!(reply.contains(part), "{part}: {reply}");
        }
        assert!(reply.ends_with("\n示例镇社会工作服务站"));
    }
}
