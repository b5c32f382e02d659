//! Worker-days, days posted, vacancies, readiness: what the rules say of the station, counted.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{fact::Fact, station::Kept, window::Window};
use crate::bilingual::Bilingual;
use crate::rules::{
    finding::{Responsible, RuleCode, Status},
    measures::FactName,
    periods::Span,
    readiness,
    staffing::{Stretch, Vacancy, WorkerDays, timeline, vacancies, walk},
};

/// The facts of staffing and readiness.
pub fn facts(window: &Window, kept: Option<&Kept>) -> Vec<Fact> {
    let Some(kept) = kept else { return without_policy() };
    let mut facts = worker_days(window, kept);
    facts.extend(posted_days(window, kept));
    facts.push(longest_vacancy(window, kept));
    facts.push(readiness_findings(window, kept));
    facts
}

fn without_policy() -> Vec<Fact> {
    let because = Bilingual::new("首日尚无适用的政策", "No policy was in force on the first day");
    let names = [
        FactName::WorkerDaysPresent,
        FactName::WorkerDaysRequired,
        FactName::PostedDays,
        FactName::PostedDaysQualified,
        FactName::LongestVacancyDays,
        FactName::ReadinessFindings,
    ];
    names.map(|name| Fact::unknown(name, because.clone(), None)).to_vec()
}

/// Days of which nobody can say whether workers were required make both numbers unknown.
fn worker_days(window: &Window, kept: &Kept) -> Vec<Fact> {
    let days = WorkerDays::of(&timeline(&kept.facts.staffing, &kept.periods));
    let rows = timeline_of(window);
    let fact = |(name, value)| match days.unknown_days {
        0 => Fact::known(name, value, rows.clone()),
        unknown => {
            Fact::unknown(name, unsaid(unknown, "站点状态或协议", "state or agreement"), Some(rows.clone()))
        }
    };
    let both = [(FactName::WorkerDaysPresent, days.present), (FactName::WorkerDaysRequired, days.required)];
    both.map(fact).to_vec()
}

fn unsaid(days: u64, zh: &str, en: &str) -> Bilingual {
    Bilingual::new(
        format!("有{days}天缺少{zh}的登记，无法判定"),
        format!("On {days} days nobody can say: the {en} is not recorded"),
    )
}

fn timeline_of(window: &Window) -> String {
    let Window { station, from, to, .. } = window;
    format!("/api/v1/compliance/timeline?station_id={station}&from={from}&to={to}")
}

/// Days of all workers posted.
#[derive(Debug, Default)]
struct PostedDays {
    posted: u64,
    qualified: u64,
    unknown: u64,
}

/// What is still in time, as the certificate of a newcomer, breaks no rule and is counted as met (六（三）).
fn posted_days(window: &Window, kept: &Kept) -> Vec<Fact> {
    let mut days = PostedDays::default();
    walk(&kept.facts.staffing, &kept.periods).for_each(|stretch| days.take(&stretch));
    let rows = timeline_of(window);
    let qualified = match days.unknown {
        0 => Fact::known(FactName::PostedDaysQualified, days.qualified, rows.clone()),
        unknown => {
            let because = Bilingual::new(
                format!("有{unknown}个驻站人天缺少S2至S6所需的登记，无法判定"),
                format!("Of {unknown} posted days nobody can say: what S2 to S6 ask for is not recorded"),
            );
            Fact::unknown(FactName::PostedDaysQualified, because, Some(rows.clone()))
        }
    };
    vec![Fact::known(FactName::PostedDays, days.posted, rows), qualified]
}

impl PostedDays {
    fn take(&mut self, stretch: &Stretch) {
        let mut workers: BTreeMap<Uuid, Status> = BTreeMap::new();
        let asked = RuleCode::S2..=RuleCode::S6;
        for finding in stretch.findings.iter().filter(|finding| asked.contains(&finding.rule)) {
            let gravest = workers.entry(finding.subject.id).or_insert(finding.status);
            *gravest = finding.status.max(*gravest);
        }
        let days = length(stretch.from, stretch.to);
        for status in workers.values() {
            let into = match status {
                Status::NotApplicable => continue,
                Status::Met | Status::Due => Some(&mut self.qualified),
                Status::Unknown => Some(&mut self.unknown),
                Status::Breach => None,
            };
            if let Some(into) = into {
                *into = into.saturating_add(days);
            }
            self.posted = self.posted.saturating_add(days);
        }
    }
}

fn length(from: NaiveDate, to: NaiveDate) -> u64 {
    u64::try_from(to.signed_duration_since(from).num_days()).unwrap_or_default()
}

/// Only the days that are counted, of vacancies that began before them too.
fn longest_vacancy(window: &Window, kept: &Kept) -> Fact {
    let here = kept.station();
    let staffing = &kept.facts.staffing;
    let of_worker = staffing.workers.iter().flat_map(|worker| {
        let postings = worker.postings.iter().filter(|posting| posting.station_id == here);
        postings.map(|posting| (worker.worker_id, posting.span))
    });
    let mut postings: Vec<(Uuid, Span)> = of_worker.collect();
    postings.sort_by_key(|(_, span)| span.from);
    let required = |day| kept.policy_on(day).map_or(0, |policy| policy.min_resident_workers.value);
    let counted = Span::between(window.from, window.to);
    let days = |vacancy: &Vacancy| {
        let vacant = Span { from: vacancy.opened_on, to: vacancy.closed_on };
        let both = vacant.intersection(&counted);
        both.map_or(0, |both| length(both.from, both.to.unwrap_or(window.to)))
    };
    let longest = vacancies(&staffing.states, &postings, required).iter().map(days).max();
    let Window { station, from, to, .. } = window;
    let rows = format!("/api/v1/vacancies?station_id={station}&from={from}&to={to}");
    Fact::known(FactName::LongestVacancyDays, longest.unwrap_or_default(), rows)
}

/// Breaches that the contractor has to see to, on the last day.
fn readiness_findings(window: &Window, kept: &Kept) -> Fact {
    let last = window.last();
    let findings = readiness::judge(&kept.facts, last);
    let ours = || findings.iter().filter(|finding| finding.responsible == Responsible::Contractor);
    let rows = format!("/api/v1/stations/{}/readiness?as_of={last}", window.station);
    if ours().any(|finding| finding.status == Status::Unknown) {
        let because =
            Bilingual::new("当日缺少登记，无法判定", "On that day nobody can say: facts are not recorded");
        return Fact::unknown(FactName::ReadinessFindings, because, Some(rows));
    }
    let breaches = ours().filter(|finding| finding.status == Status::Breach).count();
    let breaches = u64::try_from(breaches).unwrap_or(u64::MAX);
    Fact::known(FactName::ReadinessFindings, breaches, rows)
}
