//! What a worker has learnt and holds.

crate::text_enum! {
    /// A level of education, 学历, lowest first.
    Education {
        /// Junior secondary school or less, 初中及以下.
        JuniorSecondary = "junior_secondary", "初中及以下", "Junior secondary or less";
        /// Senior secondary or secondary vocational school, 高中、中专.
        SeniorSecondary = "senior_secondary", "高中、中专", "Senior secondary";
        /// Associate degree, 大专.
        AssociateDegree = "associate_degree", "大专", "Associate degree";
        /// Bachelor, 本科.
        Bachelor = "bachelor", "本科", "Bachelor";
        /// Master, 硕士.
        Master = "master", "硕士", "Master";
        /// Doctorate, 博士.
        Doctorate = "doctorate", "博士", "Doctorate";
    }
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

crate::text_enum! {
    /// A level of the social worker's professional certificate, 社会工作者职业资格证书, lowest first.
    CertificateLevel {
        /// Assistant social worker, 助理社会工作师.
        Assistant = "assistant", "助理社会工作师", "Assistant social worker";
        /// Social worker, 社会工作师.
        SocialWorker = "social_worker", "社会工作师", "Social worker";
        /// Senior social worker, 高级社会工作师.
        Senior = "senior", "高级社会工作师", "Senior social worker";
    }
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
