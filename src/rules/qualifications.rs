//! What a worker has learnt and holds.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A level of education, 学历, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Education {
    /// Junior secondary school or less, 初中及以下.
    JuniorSecondary,
    /// Senior secondary or secondary vocational school, 高中、中专.
    SeniorSecondary,
    /// Associate degree, 大专.
    AssociateDegree,
    /// Bachelor, 本科.
    Bachelor,
    /// Master, 硕士.
    Master,
    /// Doctorate, 博士.
    Doctorate,
}

impl Education {
    /// The level in Chinese.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::JuniorSecondary => "初中及以下",
            Self::SeniorSecondary => "高中、中专",
            Self::AssociateDegree => "大专",
            Self::Bachelor => "本科",
            Self::Master => "硕士",
            Self::Doctorate => "博士",
        }
    }

    /// The level in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::JuniorSecondary => "junior secondary or less",
            Self::SeniorSecondary => "senior secondary",
            Self::AssociateDegree => "associate degree",
            Self::Bachelor => "bachelor",
            Self::Master => "master",
            Self::Doctorate => "doctorate",
        }
    }
}

/// A level of the social worker's professional certificate, 社会工作者职业资格证书, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CertificateLevel {
    /// Assistant social worker, 助理社会工作师.
    Assistant,
    /// Social worker, 社会工作师.
    SocialWorker,
    /// Senior social worker, 高级社会工作师.
    Senior,
}

impl CertificateLevel {
    /// The level in Chinese.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Assistant => "助理社会工作师",
            Self::SocialWorker => "社会工作师",
            Self::Senior => "高级社会工作师",
        }
    }

    /// The level in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Assistant => "assistant social worker",
            Self::SocialWorker => "social worker",
            Self::Senior => "senior social worker",
        }
    }
}
