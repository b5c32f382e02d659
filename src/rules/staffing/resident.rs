//! A worker, seen from one station.

use chrono::NaiveDate;
use uuid::Uuid;

use super::input::{AgreementCover, Employment, Posting, StationFacts, WorkerFacts};
use crate::rules::finding::{Cause, EmploymentKind, Judgement, Status, Subject, SubjectKind, Turn, turns_of};
use crate::rules::periods::Span;

/// A worker of a station.
#[derive(Clone, Copy)]
pub(super) struct Resident<'a> {
    /// The station.
    pub(super) station: &'a StationFacts,
    /// The worker.
    pub(super) worker: &'a WorkerFacts,
}

impl StationFacts {
    /// The days on which agreements begin and end to cover the station.
    pub(super) fn cover_turns(&self) -> impl Iterator<Item = Turn> {
        self.covers().flat_map(|cover| turns_of(cover.span, Cause::AgreementBegins, Cause::AgreementEnds))
    }

    /// The workers given, seen from here.
    pub(super) fn residents(&self) -> impl Iterator<Item = Resident<'_>> {
        self.workers.iter().map(|worker| Resident { station: self, worker })
    }
}

impl<'a> Resident<'a> {
    /// Whether the worker is posted here on `day`.
    pub(super) fn is_posted(self, day: NaiveDate) -> bool {
        self.postings().any(|posting| posting.span.contains(day))
    }

    /// The worker's postings here.
    pub(super) fn postings(self) -> impl Iterator<Item = &'a Posting> {
        let here = self.station.station_id;
        let postings = self.worker.postings.iter();
        postings.filter(move |posting| posting.station_id == here)
    }

    /// The days on which postings here begin and end.
    pub(super) fn posting_turns(self) -> Vec<Turn> {
        self.postings()
            .flat_map(|posting| turns_of(posting.span, Cause::PostingBegins, Cause::PostingEnds))
            .collect()
    }

    /// The days on which postings begin and end, at whatever station.
    pub(super) fn all_posting_turns(self) -> impl Iterator<Item = Turn> {
        let postings = self.worker.postings.iter();
        postings.flat_map(|posting| turns_of(posting.span, Cause::PostingBegins, Cause::PostingEnds))
    }

    /// Whether the worker is away on `day` without the law's protection.
    pub(super) fn is_absent(self, day: NaiveDate) -> bool {
        self.absences().any(|span| span.contains(day))
    }

    /// The days on which absences without the law's protection begin and end.
    pub(super) fn absence_turns(self) -> impl Iterator<Item = Turn> {
        self.absences().flat_map(|span| turns_of(span, Cause::AbsenceBegins, Cause::AbsenceEnds))
    }

    fn absences(self) -> impl Iterator<Item = Span> {
        let absences = self.worker.absences.iter();
        absences.filter(|absence| !absence.kind.is_protected_by_law()).map(|absence| absence.span)
    }

    /// The days on which labour contracts begin and end.
    pub(super) fn contract_turns(self) -> impl Iterator<Item = Turn> {
        let employments = self.worker.employments.iter();
        let contracts = employments.filter(|employment| is_labour_contract(employment));
        contracts.flat_map(|contract| turns_of(contract.span, Cause::EmploymentBegins, Cause::EmploymentEnds))
    }

    /// The employment that counts on `day`: the labour contract with `contractor`, else the
    /// nearest thing to it, for the finding to show.
    pub(super) fn employment(self, contractor: Uuid, day: NaiveDate) -> Option<&'a Employment> {
        let employments = self.worker.employments.iter();
        let in_force = employments.filter(|employment| employment.span.contains(day));
        in_force.max_by_key(|employment| {
            let here = employment.organisation_id == contractor;
            (here, is_labour_contract(employment))
        })
    }

    /// Whether the worker has a labour contract with `contractor` on `day`.
    pub(super) fn is_formally_employed(self, contractor: Uuid, day: NaiveDate) -> bool {
        self.employment(contractor, day).is_some_and(|employment| {
            employment.organisation_id == contractor && is_labour_contract(employment)
        })
    }

    /// First day of posting in the county.
    pub(super) fn first_posting(self) -> Option<NaiveDate> {
        let postings = self.worker.postings.iter();
        let real = postings.filter(|posting| !posting.span.is_empty());
        real.map(|posting| posting.span.from).min()
    }

    /// First day of posting at any station that the agreement of `cover` covers, while it does.
    pub(super) fn first_posting_under(self, cover: &AgreementCover) -> Option<NaiveDate> {
        let covers = self.station.agreements.iter();
        covers
            .filter(|other| other.agreement_id == cover.agreement_id)
            .flat_map(|other| self.worker.postings.iter().map(move |posting| (other, posting)))
            .filter(|(other, posting)| other.station_id == posting.station_id)
            .filter_map(|(other, posting)| posting.span.intersection(&other.span))
            .map(|both| both.from)
            .min()
    }

    /// What `judge` says while the worker is posted here; otherwise nothing is asked.
    pub(super) fn while_posted(self, day: NaiveDate, judge: fn(Self, NaiveDate) -> Judgement) -> Judgement {
        if self.is_posted(day) {
            judge(self, day)
        } else {
            let (zh, en) = ("当日未驻站", "not posted here that day");
            Judgement::new(Status::NotApplicable, zh, en)
        }
    }

    /// The worker as the subject of a finding.
    pub(super) fn subject(self) -> Subject {
        Subject { kind: SubjectKind::Worker, id: self.worker.worker_id }
    }
}

fn is_labour_contract(employment: &Employment) -> bool {
    employment.kind == EmploymentKind::LabourContract
}
