//! S6, 六（三）: 未取得社会工作者职业资格证书…的，须在2年内取得. Whoever has no certificate has to
//! obtain one; whoever holds one has met it, whatever the major.

use chrono::NaiveDate;

use super::input::Certificate;
use super::resident::Resident;
use crate::bilingual::Bilingual;
use crate::rules::finding::{
    Cause, CertificateMeasure, Finding, Judgement, Measure, Responsible, Rule, RuleCode, Status, Turn,
    turns_of,
};
use crate::rules::periods::{add_months, next_day};

/// The worker's finding on `as_of`.
pub(super) fn find(of: Resident<'_>, as_of: NaiveDate) -> Finding {
    let rule = Rule {
        code: RuleCode::S6,
        version: 1,
        source: &of.station.policy.certificate_grace_months.source,
        responsible: Responsible::Contractor,
        reading: Some(Bilingual::new(
            "期限自在本县首次驻站之日起算，末日计入，更换承接主体不重新起算；以证书所载日期为取得之日",
            "the grace runs from the first posting in the county, last day included, and a new \
             contractor does not restart it; obtained is the date on the certificate",
        )),
    };
    rule.find(of.subject(), as_of, &turns(of), |day| of.while_posted(day, judge))
}

fn judge(of: Resident<'_>, day: NaiveDate) -> Judgement {
    let grace_ends = last_day_of_grace(of);
    let judgement = match (held(of, day), grace_ends) {
        (Some(certificate), _) => met(certificate, day),
        (None, Some(last)) => without(day, last),
        (None, None) => Judgement::new(Status::Unknown, "未记录驻站", "no posting is recorded"),
    };
    match grace_ends {
        Some(last) => judgement.expecting(Measure::CertificateBy(last)),
        None => judgement,
    }
}

fn met(certificate: &Certificate, day: NaiveDate) -> Judgement {
    let Certificate { level, obtained_on, .. } = *certificate;
    let lapsed = registration_lapsed(certificate, day);
    let zh = move || {
        let note = lapsed.map(|last| format!("；登记已于{last}到期")).unwrap_or_default();
        format!("持有{}证书（{obtained_on}取得）{note}", level.zh())
    };
    let en = move || {
        let note = lapsed.map(|last| format!("; its registration ended on {last}")).unwrap_or_default();
        format!("holds the certificate {}, of {obtained_on}{note}", level.en())
    };
    let measure = CertificateMeasure { level, obtained_on };
    Judgement::new(Status::Met, zh, en).showing(Some(Measure::Certificate(measure)))
}

/// The last day of a registration that has lapsed: for a note, for the plan asks for the certificate only.
fn registration_lapsed(certificate: &Certificate, day: NaiveDate) -> Option<NaiveDate> {
    let registrations = certificate.registrations.iter();
    let last = registrations.filter_map(|span| span.to).max().filter(|end| *end <= day);
    last.and_then(|end| end.pred_opt())
}

fn without(day: NaiveDate, last: NaiveDate) -> Judgement {
    let judgement = if day <= last {
        let zh = move || format!("尚未取得证书，须在{last}（含当日）前取得");
        let en = move || format!("holds no certificate yet; to be obtained by {last}, that day included");
        Judgement::new(Status::Due, zh, en)
    } else {
        let zh = move || format!("未取得证书，期限已于{last}届满");
        let en = move || format!("holds no certificate; the grace ended on {last}");
        Judgement::new(Status::Breach, zh, en)
    };
    judgement.due(last)
}

/// The highest certificate held on `day`, of equals the oldest.
fn held(of: Resident<'_>, day: NaiveDate) -> Option<&Certificate> {
    let certificates = of.worker.certificates.iter();
    let valid = certificates.filter(|certificate| certificate.span().contains(day));
    valid.max_by_key(|certificate| (certificate.level, std::cmp::Reverse(certificate.obtained_on)))
}

fn last_day_of_grace(of: Resident<'_>) -> Option<NaiveDate> {
    let months = of.station.policy.certificate_grace_months.value;
    of.first_posting().map(|first| add_months(first, months))
}

fn turns(of: Resident<'_>) -> Vec<Turn> {
    let mut turns = of.posting_turns();
    turns.extend(last_day_of_grace(of).map(|last| Turn { on: next_day(last), cause: Cause::GraceEnds }));
    let certificates = of.worker.certificates.iter();
    turns.extend(certificates.flat_map(|certificate| {
        let (begins, ends) = (Cause::CertificateObtained, Cause::CertificateRevoked);
        turns_of(certificate.span(), begins, ends)
    }));
    turns
}

#[cfg(test)]
mod tests;
