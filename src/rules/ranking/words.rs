//! What is told of a candidate.

use chrono::NaiveDate;

use super::candidate::CandidateFacts;
use super::criterion::RankingCriterion;
use crate::bilingual::Bilingual;
use crate::db::text_enum::TextEnum as _;
use crate::rules::qualifications::Education;

pub(super) fn age(age: Option<u32>, max: u32, on: NaiveDate) -> Bilingual {
    match age {
        None => Bilingual::new("出生日期不明", "the date of birth is not known"),
        Some(age) if age <= max => Bilingual::new(
            format!("{on}时{age}周岁，未超过{max}周岁"),
            format!("aged {age} on {on}; at most {max} is allowed"),
        ),
        Some(age) => Bilingual::new(
            format!("{on}时{age}周岁，超过{max}周岁"),
            format!("aged {age} on {on}, above the {max} allowed"),
        ),
    }
}

pub(super) fn education(education: Option<Education>, min: Education) -> Bilingual {
    education.map_or_else(
        || Bilingual::new("学历不明", "the education is not known"),
        |education| {
            Bilingual::new(
                format!("学历为{}，要求{}及以上", education.zh(), min.zh()),
                format!("education: {}; at least {} is required", education.en(), min.en()),
            )
        },
    )
}

pub(super) fn certificate_or_major(facts: &CandidateFacts) -> Bilingual {
    let one = |zh: &str, en: &str, is: Option<bool>| {
        let (yes_zh, yes_en) = yes(is);
        Bilingual::new(format!("{zh}：{yes_zh}"), format!("{en}: {yes_en}"))
    };
    Bilingual::list(&[
        one("持有社会工作者职业资格证书", "certificate held", facts.certificate),
        one("社会工作及其相关专业毕业", "social-work or related major", facts.social_work_major),
    ])
}

/// The criterion's own label, and whether it is so.
pub(super) fn plain(criterion: RankingCriterion, met: Option<bool>) -> Bilingual {
    let (label, (zh, en)) = (criterion.label(), yes(met));
    Bilingual::new(format!("{}：{zh}", label.zh), format!("{}: {en}", label.en))
}

const fn yes(met: Option<bool>) -> (&'static str, &'static str) {
    match met {
        Some(true) => ("是", "yes"),
        Some(false) => ("否", "no"),
        None => ("不明", "not known"),
    }
}

/// By when a certificate is to be obtained; `held` is none when nobody knows whether one is held.
pub(super) fn certificate_due(by: NaiveDate, on: NaiveDate, held: Option<bool>) -> Bilingual {
    let (mut zh, mut en) = if by < on {
        (format!("取证期限已于{by}届满"), format!("the time to obtain the certificate ended on {by}"))
    } else {
        (
            format!("须在{by}（含当日）前取得社会工作者职业资格证书"),
            format!("the certificate is to be obtained by {by}, that day included"),
        )
    };
    if held.is_none() {
        zh = format!("如尚未取得证书：{zh}");
        en = format!("if none is held yet: {en}");
    }
    Bilingual::new(zh, en)
}

/// What the one before has and this one has not: the preference.
pub(super) fn before_by_preference() -> Bilingual {
    Bilingual::new(
        "前一名次持有证书或为社会工作及其相关专业毕业，本人不符合或不明",
        "the place before holds a certificate or graduated in social work; this candidate does not, or it is not known",
    )
}

/// What the one before has and this one has not: more of the preferences among equals.
pub(super) fn before_among_equals(theirs: u32, own: u32) -> Bilingual {
    Bilingual::new(
        format!("同等条件下，前一名次符合{theirs}项优先条件，本人符合{own}项"),
        format!("among equals, the place before meets {theirs} preferences, this candidate {own}"),
    )
}
