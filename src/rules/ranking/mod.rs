//! Candidates for a posting in the plan's order, 六（三）: who meets the requirements, who comes first and why. Ties stay
//! ties. Sex and other majors are never a criterion (男女不限, 专业不限).

mod candidate;
mod criterion;
mod places;
mod words;

pub use candidate::CandidateFacts;
pub use criterion::{CriterionKind, CriterionStanding, RankingCriterion, Reason};
pub use places::{CertificateDue, Judged, Placed, Ranking, Separation, rank};

use crate::bilingual::Bilingual;

/// How the plan is read where it is silent; this part is ours.
#[must_use]
pub fn reading() -> Bilingual {
    Bilingual::new(
        "“同等条件下”的三项并列而不分先后：比较符合的项数；名次相同的并列，列出的先后只是提交的先后。情况不明的不算符合。年龄按驻站首日的周岁计算；“热爱民政事业”不作判断；专业只看是否为社会工作及其相关专业",
        "the three preferences among equals stand side by side: how many are met is compared; equal places are ties, \
         listed in the order of the request. What is not known is not met. Age is counted in full years on the first \
         day of posting; devotion to civil affairs is not judged; of the major only whether it is social work or \
         related",
    )
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
