//! What will fall due at a station: verdicts that will get worse by the mere passing of days, and agreed ends.

use chrono::{Months, NaiveDate};

use super::resident::Resident;
use super::walk::{PolicyPeriod, Stretch, walk};
use super::{Certificate, StationFacts};
use crate::bilingual::Bilingual;
use crate::rules::finding::{Cause, Finding, RuleCode, Status, Subject, SubjectKind, Turn};

/// Something to be done before a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// First day on which it is too late.
    pub on: NaiveDate,
    /// Whom it is about.
    pub subject: Subject,
    /// What falls on that day.
    pub causes: Vec<Cause>,
    /// The rule whose verdict gets worse; none for an agreed end that breaks no rule by itself.
    pub rule: Option<RuleCode>,
    /// The status from then on; none without a rule.
    pub to_status: Option<Status>,
    /// First day on which it can be seen to; none where any day before will do.
    pub opens_on: Option<NaiveDate>,
}

/// Months before the end of a registration in which the next is asked for (field practice, not the plan).
const REGISTRATION_OPENS: u32 = 3;

impl Deadline {
    /// What falls on the day, in words.
    #[must_use]
    pub fn why(&self) -> Bilingual {
        Bilingual::list(&self.causes.iter().map(|cause| cause.describe()).collect::<Vec<_>>())
    }

    /// What to do about it before the day.
    #[must_use]
    pub fn what_to_do(&self) -> Bilingual {
        let texts: Vec<Bilingual> = self.causes.iter().filter_map(|cause| remedy(*cause)).collect();
        if texts.is_empty() {
            return Bilingual::new("在该日前补齐所要求的事项", "Do what the rule asks for before that day");
        }
        Bilingual::list(&texts)
    }
}

/// What is to be done before a fact turns; none where its words say enough.
fn remedy(cause: Cause) -> Option<Bilingual> {
    let (zh, en) = match cause {
        Cause::GraceEnds => ("在期限届满前取得社会工作者职业资格证书", "Obtain the certificate in time"),
        Cause::StaffingDate => ("在配齐日期前配齐驻站社工", "Post the required workers by the staffing date"),
        Cause::PostingEnds => ("延续驻站或安排接替人员", "Prolong the posting or post a successor"),
        Cause::EmploymentEnds => {
            ("续订劳动合同或安排接替人员", "Renew the labour contract or post a successor")
        }
        Cause::AgreementEnds => ("续签协议或确定新的承接主体", "Renew the agreement or choose a contractor"),
        Cause::RegistrationEnds => {
            ("在届满前三个月内申请再次登记", "Ask for the next registration in its last three months")
        }
        Cause::HealthStatementExpires => {
            ("在届满前提交新的健康承诺或体检", "Have a new health statement or examination in time")
        }
        Cause::SafetyEducationExpires => ("在届满前再次开展安全教育", "Hold safety education again in time"),
        Cause::AbsenceBegins => ("安排顶岗人员", "Post somebody for the time"),
        Cause::Birthday => ("安排符合年龄要求的接替人员", "Post a successor within the age"),
        _ => return None,
    };
    Some(Bilingual::new(zh, en))
}

/// What falls due at the station after the first day of the periods and within them, soonest first.
#[must_use]
pub fn deadlines(station: &StationFacts, periods: &[PolicyPeriod]) -> Vec<Deadline> {
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return Vec::new() };
    let mut all: Vec<Deadline> = walk(station, periods).flat_map(|stretch| worsening(&stretch)).collect();
    let ends = agreed_ends(station).filter(|end| first.from < end.on && end.on < last.to);
    let untold: Vec<Deadline> = ends.filter(|end| !all.iter().any(|told| told.tells(end))).collect();
    all.extend(untold);
    all.retain(|deadline| deadline.on < last.to);
    all.sort_by_key(|deadline| (deadline.on, deadline.rule.is_none(), deadline.rule, deadline.subject.id));
    all
}

/// The findings that get worse as the stretch ends.
fn worsening(stretch: &Stretch) -> Vec<Deadline> {
    let worse = |finding: &Finding| {
        let change = finding.changes_on.as_ref().filter(|change| change.on == stretch.to)?;
        let graver = change.to_status > finding.status && change.to_status >= Status::Unknown;
        graver.then(|| Deadline {
            on: change.on,
            subject: finding.subject,
            causes: change.causes.clone(),
            rule: Some(finding.rule),
            to_status: Some(change.to_status),
            opens_on: None,
        })
    };
    stretch.findings.iter().filter_map(worse).collect()
}

/// The ends of agreements, postings, labour contracts and registrations that nothing follows.
fn agreed_ends(station: &StationFacts) -> impl Iterator<Item = Deadline> {
    let here = Subject { kind: SubjectKind::Station, id: station.station_id };
    let covers: Vec<Turn> = station.cover_turns().collect();
    let agreements = ends(covers, Cause::AgreementBegins, Cause::AgreementEnds, here);
    let workers = station.residents().flat_map(|resident| {
        let postings =
            ends(resident.posting_turns(), Cause::PostingBegins, Cause::PostingEnds, resident.subject());
        postings.into_iter().chain(contracts(resident)).chain(registrations(resident))
    });
    agreements.into_iter().chain(workers)
}

/// The ends of the worker's labour contracts while he is posted here.
fn contracts(of: Resident<'_>) -> impl Iterator<Item = Deadline> {
    let turns = of.contract_turns().collect();
    let ends = ends(turns, Cause::EmploymentBegins, Cause::EmploymentEnds, of.subject());
    ends.into_iter().filter(move |end| end.on.pred_opt().is_some_and(|before| of.is_posted(before)))
}

/// The ends of the registrations of the worker's certificates while he is posted here. A lapsed one breaks no rule.
fn registrations(of: Resident<'_>) -> impl Iterator<Item = Deadline> {
    let of_certificate = |certificate: &Certificate| {
        let all = certificate.registrations.clone();
        let held = certificate.span();
        let goes_on = move |on| !held.contains(on) || all.iter().any(|span| span.contains(on));
        let last = certificate.registrations.iter().filter_map(|span| span.to);
        last.filter(move |on| !goes_on(*on)).collect::<Vec<_>>()
    };
    let ends = of.worker.certificates.iter().flat_map(of_certificate);
    ends.filter_map(move |on| Some((on, on.pred_opt().filter(|last| of.is_posted(*last))?))).map(
        move |(on, last)| Deadline {
            on,
            subject: of.subject(),
            causes: vec![Cause::RegistrationEnds],
            rule: None,
            to_status: None,
            opens_on: last.checked_sub_months(Months::new(REGISTRATION_OPENS)),
        },
    )
}

fn ends(turns: Vec<Turn>, begins: Cause, ends: Cause, subject: Subject) -> Vec<Deadline> {
    let followed = |on| turns.iter().any(|turn| turn.on == on && turn.cause == begins);
    let last = turns.iter().filter(|turn| turn.cause == ends && !followed(turn.on));
    let deadline = |turn: &Turn| Deadline {
        on: turn.on,
        subject,
        causes: vec![ends],
        rule: None,
        to_status: None,
        opens_on: None,
    };
    last.map(deadline).collect()
}

impl Deadline {
    /// Whether this says what the other says.
    fn tells(&self, other: &Self) -> bool {
        let same = (self.on, self.subject) == (other.on, other.subject);
        same && other.causes.iter().all(|cause| self.causes.contains(cause))
    }
}

#[cfg(test)]
mod tests;
