//! Why a row about health or an absence is wrong: one of some reasons, never words of somebody's own, so that nothing
//! about anybody's health is written down in passing.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

crate::text_enum! {
    /// What was wrong when it was recorded.
    RecordingMistake {
        /// It is somebody else's.
        WrongWorker = "wrong_worker", "登记到了他人名下", "Another worker's";
        /// The kind is wrong.
        WrongKind = "wrong_kind", "类别有误", "Wrong kind";
        /// A day is wrong.
        WrongDay = "wrong_day", "日期有误", "Wrong day";
        /// The result is wrong.
        WrongResult = "wrong_result", "结果有误", "Wrong result";
        /// It was recorded twice.
        RecordedTwice = "recorded_twice", "重复登记", "Recorded twice";
        /// It never happened.
        NotHappened = "not_happened", "未发生", "Did not happen";
    }
}

/// Why a row is wrong.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct VoidMistake {
    /// What is wrong with it.
    pub reason: RecordingMistake,
}
