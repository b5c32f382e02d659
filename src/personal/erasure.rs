//! Why personal data is erased, the same for everybody.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

crate::text_enum! {
    /// Why personal data is erased (PIPL art. 47).
    ErasureGround {
        /// What it was needed for is done, 处理目的已实现.
        PurposeAchieved = "purpose_achieved", "处理目的已实现或不再必要", "No longer needed";
        /// The time for which it is kept is over, 保存期限届满.
        RetentionEnded = "retention_ended", "保存期限已届满", "Retention period over";
        /// The person withdrew the consent, 撤回同意.
        ConsentWithdrawn = "consent_withdrawn", "本人撤回同意", "Consent withdrawn";
        /// It was never to be kept, 违法处理.
        Unlawful = "unlawful", "违反规定处理", "Processed unlawfully";
    }
}

/// Why a person's data is erased.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ErasePerson {
    /// The ground.
    pub ground: ErasureGround,
}
