//! The criteria of the plan, 六（三）, and how a candidate stands by each.

use chrono::NaiveDate;

use super::{candidate::CandidateFacts, words};
use crate::bilingual::Bilingual;
use crate::rules::periods::age_on;
use crate::rules::policy::Policy;
use crate::rules::staffing::CLAUSE;

crate::text_enum! {
    /// A criterion for candidates, in the order of the plan, 六（三）.
    RankingCriterion {
        /// 年龄45岁以下.
        Age = "age", "年龄", "Age";
        /// 身体健康.
        Health = "health", "身体健康", "Good health";
        /// 大专及以上学历.
        Education = "education", "学历", "Education";
        /// 持有证书、社会工作及其相关专业毕业人员优先.
        CertificateOrMajor = "certificate_or_major", "持有证书或社会工作及其相关专业毕业", "Certificate or social-work major";
        /// 本地户籍.
        LocalHousehold = "local_household", "本地户籍", "Local household registration";
        /// 省内大学毕业生.
        InProvinceGraduate = "in_province_graduate", "省内大学毕业", "Graduate of a university of the province";
        /// 省内社会工作实训基地实习经验.
        InProvinceTrainingBase = "in_province_training_base", "省内社会工作实训基地实习经验", "Internship at a training base of the province";
    }
}

crate::text_enum! {
    /// What a criterion decides.
    CriterionKind {
        /// Who does not meet it is not ranked.
        Requirement = "requirement", "要求", "Requirement";
        /// Who meets it comes first, 优先.
        Preference = "preference", "优先", "Preference";
        /// It counts among equals only, 同等条件下.
        AmongEquals = "among_equals", "同等条件下优先", "Preference among equals";
    }
}

crate::text_enum! {
    /// How a candidate stands by a criterion.
    CriterionStanding {
        /// Met.
        Met = "met", "符合", "Met";
        /// Not met.
        NotMet = "not_met", "不符合", "Not met";
        /// A fact is missing; never taken for met.
        Unknown = "unknown", "不明", "Not known";
    }
}

impl RankingCriterion {
    /// What it decides.
    #[must_use]
    pub const fn kind(self) -> CriterionKind {
        match self {
            Self::Age | Self::Health | Self::Education => CriterionKind::Requirement,
            Self::CertificateOrMajor => CriterionKind::Preference,
            Self::LocalHousehold | Self::InProvinceGraduate | Self::InProvinceTrainingBase => {
                CriterionKind::AmongEquals
            }
        }
    }
}

impl From<Option<bool>> for CriterionStanding {
    fn from(met: Option<bool>) -> Self {
        match met {
            Some(true) => Self::Met,
            Some(false) => Self::NotMet,
            None => Self::Unknown,
        }
    }
}

/// How a candidate stands by one criterion, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The criterion.
    pub criterion: RankingCriterion,
    /// The clause of the plan that it comes from, or `ours` where the county's policy says so.
    pub source: String,
    /// How the candidate stands.
    pub standing: CriterionStanding,
    /// The same in words.
    pub words: Bilingual,
}

/// How the candidate stands by each criterion, in the plan's order.
pub(super) fn reasons(facts: &CandidateFacts, policy: &Policy, on: NaiveDate) -> [Reason; 7] {
    use RankingCriterion as By;
    let (max, min) = (policy.max_age.years.value, policy.min_education.value);
    let age = facts.birth.and_then(|birth| age_on(birth, on));
    let plain = |criterion, met: Option<bool>| reason(criterion, CLAUSE, met, words::plain(criterion, met));
    [
        reason(By::Age, &policy.max_age.years.source, age.map(|age| age <= max), words::age(age, max, on)),
        plain(By::Health, facts.healthy),
        reason(
            By::Education,
            &policy.min_education.source,
            facts.education.map(|education| education >= min),
            words::education(facts.education, min),
        ),
        reason(
            By::CertificateOrMajor,
            CLAUSE,
            either(facts.certificate, facts.social_work_major),
            words::certificate_or_major(facts),
        ),
        plain(By::LocalHousehold, facts.local_household),
        plain(By::InProvinceGraduate, facts.in_province_graduate),
        plain(By::InProvinceTrainingBase, facts.in_province_training_base),
    ]
}

/// One of two that is so is enough; that neither is so is known only of both.
fn either(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

fn reason(criterion: RankingCriterion, source: &str, met: Option<bool>, words: Bilingual) -> Reason {
    Reason { criterion, source: source.to_owned(), standing: met.into(), words }
}
