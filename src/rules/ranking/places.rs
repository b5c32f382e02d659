//! Who is ranked, who is not, and in which places.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::candidate::CandidateFacts;
use super::criterion::{self, CriterionKind, CriterionStanding, RankingCriterion, Reason};
use super::words;
use crate::bilingual::Bilingual;
use crate::rules::periods::add_months;
use crate::rules::policy::Policy;

/// The candidates, each in one of three lists; `T` is whatever the caller tells them apart by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking<T> {
    /// Who meets every requirement, the first place first; ties in the order given.
    pub places: Vec<Placed<T>>,
    /// Who fails no requirement, but of some of them a fact is missing.
    pub undecided: Vec<Judged<T>>,
    /// Who fails a requirement.
    pub excluded: Vec<Judged<T>>,
}

/// A candidate with a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The place, from 1; equals share it, and the places behind them stay empty: 1, 1, 3.
    pub place: u32,
    /// The place, were all met of which a fact is missing, and the others as they are.
    pub best_place: u32,
    /// What separates it from the place before; none for the first.
    pub separation: Option<Separation>,
    /// The candidate.
    pub judged: Judged<T>,
}

/// Why a place is behind the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Separation {
    /// The kind of criterion that decided.
    pub by: CriterionKind,
    /// The same in words.
    pub words: Bilingual,
}

/// A candidate, judged by every criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged<T> {
    /// Who it is, for the caller.
    pub candidate: T,
    /// How the candidate stands by each criterion, in the plan's order.
    pub reasons: [Reason; 7],
    /// By when a certificate is to be obtained: a condition, never a reason to be left out. None for who holds one.
    pub certificate_due: Option<CertificateDue>,
}

/// 未取得证书的，须在2年内取得.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateDue {
    /// The last day.
    pub by: NaiveDate,
    /// Where the time comes from.
    pub source: String,
    /// The condition in words.
    pub words: Bilingual,
}

/// What candidates are compared by: the preference first, then how many of those among equals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Merit {
    preferred: u32,
    among_equals: u32,
}

/// Ranks candidates for a posting that begins on `starts_on`, by the policy of that day.
#[must_use]
pub fn rank<T>(candidates: Vec<(T, CandidateFacts)>, policy: &Policy, starts_on: NaiveDate) -> Ranking<T> {
    let judge = |(candidate, facts): (T, CandidateFacts)| Judged {
        candidate,
        reasons: criterion::reasons(&facts, policy, starts_on),
        certificate_due: certificate_due(&facts, policy, starts_on),
    };
    let fails = |judged: &Judged<T>| judged.count(CriterionKind::Requirement, CriterionStanding::NotMet) > 0;
    let lacks = |judged: &Judged<T>| judged.count(CriterionKind::Requirement, CriterionStanding::Unknown) > 0;
    let (excluded, rest): (Vec<_>, Vec<_>) = candidates.into_iter().map(judge).partition(fails);
    let (undecided, mut ranked): (Vec<_>, Vec<_>) = rest.into_iter().partition(lacks);
    ranked.sort_by_key(|judged| Reverse(judged.merit()));
    let merits: Vec<Merit> = ranked.iter().map(Judged::merit).collect();
    let places = ranked.into_iter().map(|judged| Placed::among(&merits, judged)).collect();
    Ranking { places, undecided, excluded }
}

fn certificate_due(facts: &CandidateFacts, policy: &Policy, on: NaiveDate) -> Option<CertificateDue> {
    if facts.certificate == Some(true) {
        return None;
    }
    let grace = &policy.certificate_grace_months;
    let by = add_months(facts.first_posting.map_or(on, |first| first.min(on)), grace.value);
    let words = words::certificate_due(by, on, facts.certificate);
    Some(CertificateDue { by, source: grace.source.clone(), words })
}

impl<T> Judged<T> {
    /// The criteria by which the candidate stands so, in the plan's order.
    pub fn standing(&self, standing: CriterionStanding) -> impl Iterator<Item = RankingCriterion> {
        self.reasons.iter().filter(move |reason| reason.standing == standing).map(|reason| reason.criterion)
    }

    fn count(&self, kind: CriterionKind, standing: CriterionStanding) -> u32 {
        let so = self.standing(standing).filter(|criterion| criterion.kind() == kind);
        u32::try_from(so.count()).unwrap_or(u32::MAX)
    }

    fn merit(&self) -> Merit {
        let met = |kind| self.count(kind, CriterionStanding::Met);
        Merit { preferred: met(CriterionKind::Preference), among_equals: met(CriterionKind::AmongEquals) }
    }

    /// The merit, were all met of which a fact is missing.
    fn best_merit(&self) -> Merit {
        let (Merit { preferred, among_equals }, open) =
            (self.merit(), |kind| self.count(kind, CriterionStanding::Unknown));
        Merit {
            preferred: preferred.saturating_add(open(CriterionKind::Preference)),
            among_equals: among_equals.saturating_add(open(CriterionKind::AmongEquals)),
        }
    }
}

impl<T> Placed<T> {
    fn among(all: &[Merit], judged: Judged<T>) -> Self {
        let merit = judged.merit();
        let place = place(all, merit);
        let before = all.iter().filter(|other| **other > merit).min();
        let separation = before.map(|before| Separation::of(*before, merit));
        Self { place, best_place: self::place(all, judged.best_merit()), separation, judged }
    }
}

/// One more than there are better ones.
fn place(all: &[Merit], merit: Merit) -> u32 {
    let better = all.iter().filter(|other| **other > merit).count();
    u32::try_from(better).unwrap_or(u32::MAX).saturating_add(1)
}

impl Separation {
    fn of(before: Merit, own: Merit) -> Self {
        if before.preferred > own.preferred {
            return Self { by: CriterionKind::Preference, words: words::before_by_preference() };
        }
        let words = words::before_among_equals(before.among_equals, own.among_equals);
        Self { by: CriterionKind::AmongEquals, words }
    }
}
