//! The columns of a file of logs, a line each: the members of the body of `PUT /service-logs/{id}`, and its id.

use crate::{
    db::text_enum::TextEnum as _,
    service_logs::{content::EntryState, model::ServiceMethod},
    tables::reading::{
        Column,
        column::Kind::{Choice, Date, List, Number, Text},
    },
};

/// The id, if the row gives one.
pub const ID: &str = "/id";
/// Where the name of a station becomes an id.
pub const STATION: &str = "/station_id";
/// Where the name of an item becomes a code.
pub const ITEM: &str = "/item_code";
/// Where the name of a village becomes a code.
pub const VILLAGE: &str = "/village_code";
/// Where the text of a cell becomes parts of workers.
pub const WORKERS: &str = "/workers";

/// All columns, in the template's order.
pub const COLUMNS: &[Column] = &[
    Column::new(("served_on", "服务日期", "Served on"), Date, "/served_on", "2023-07-02").required(),
    Column::new(("starts_at", "开始时间", "Starts at"), Text, "/starts_at", "09:30"),
    Column::new(("station_id", "站点", "Station"), Text, STATION, "牙叉镇"),
    Column::new(("item_code", "服务事项", "Service item"), Text, ITEM, "1.1").required(),
    Column::new(("method", "服务方式", "Method"), Choice(ServiceMethod::LABELS), "/method", "走访")
        .required(),
    Column::new(("workers", "社工及分钟", "Workers and minutes"), List, WORKERS, "王小梅:90；符海燕:60")
        .required(),
    Column::new(("people_served", "服务人数", "People served"), Number, "/people_served", "3").required(),
    Column::new(("village_code", "村（社区）", "Village"), Text, VILLAGE, ""),
    Column::new(("village", "其他地点", "Other place"), Text, "/village", ""),
    Column::new(("summary", "服务内容", "What was done"), Text, "/summary", "入户讲解救助政策").required(),
    Column::new(("result", "服务成效", "What came of it"), Text, "/result", ""),
    Column::new(("follow_up_on", "回访日", "Follow up on"), Date, "/follow_up_on", "2023-07-20"),
    Column::new(("state", "状态", "State"), Choice(EntryState::LABELS), "/state", "已提交"),
    Column::new(("id", "编号", "Id"), Text, ID, ""),
];
