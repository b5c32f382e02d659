//! A station for tests: operating from June 2023, fully staffed by the end of it.

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::rules::finding::EmploymentKind;
use crate::rules::periods::Span;
use crate::rules::policy::Policy;
use crate::rules::qualifications::{CertificateLevel, Education};
use crate::rules::station_state::{StationPeriod, StationState};

pub(in crate::rules) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Facts of the plan's county.
pub(in crate::rules) struct Baisha;

impl Baisha {
    pub(in crate::rules) const STATION: u128 = 1;
    pub(in crate::rules) const CONTRACTOR: u128 = 2;
    const AGREEMENT: u128 = 3;
    const OPENED: &str = "2023-06-01";

    pub(in crate::rules) fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    /// A station with so many workers, each without fault.
    pub(in crate::rules) fn station(workers: usize) -> StationFacts {
        StationFacts {
            station_id: Self::id(Self::STATION),
            policy: Policy::default(),
            states: vec![
                Self::state(StationState::Preparing, "2023-01-01", Some(Self::OPENED)),
                Self::state(StationState::Operating, Self::OPENED, None),
            ],
            agreements: vec![AgreementCover {
                agreement_id: Self::id(Self::AGREEMENT),
                contractor_id: Self::id(Self::CONTRACTOR),
                station_id: Self::id(Self::STATION),
                span: Span::since(day(Self::OPENED)),
                staffing_date: day("2023-06-30"),
            }],
            workers: (100..).take(workers).map(Self::worker).collect(),
        }
    }

    fn state(state: StationState, from: &str, to: Option<&str>) -> StationPeriod {
        let span = Span { from: day(from), to: to.map(day) };
        StationPeriod { state, span }
    }

    fn worker(number: u128) -> WorkerFacts {
        let span = Span::since(day(Self::OPENED));
        WorkerFacts {
            worker_id: Self::id(number),
            birth: Some(day("1990-03-15")),
            education: Some(Education::Bachelor),
            certificates: vec![Certificate {
                level: CertificateLevel::SocialWorker,
                obtained_on: day("2020-10-17"),
                revoked_on: None,
                registrations: vec![],
            }],
            employments: vec![Employment {
                organisation_id: Self::id(Self::CONTRACTOR),
                kind: EmploymentKind::LabourContract,
                span,
            }],
            postings: vec![Posting { station_id: Self::id(Self::STATION), span }],
            health: vec![HealthStatement {
                dated_on: day("2023-05-20"),
                fit: true,
                valid_until: Some(day("2039-05-20")),
            }],
            safety_education: (2022..2040)
                .map(|year| NaiveDate::from_ymd_opt(year, 5, 20).unwrap())
                .collect(),
            absences: vec![],
        }
    }
}
