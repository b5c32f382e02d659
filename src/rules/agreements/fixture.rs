//! An agreement for tests: two stations for three years from 30 June 2023, signed ten days before, at the basic standard.

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::rules::money::Money;

pub(in crate::rules) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(in crate::rules) fn station(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(in crate::rules) struct Paper;

impl Paper {
    pub(in crate::rules) fn draft() -> AgreementPaper {
        AgreementPaper {
            from: day("2023-06-30"),
            first: Terms {
                to: day("2026-06-30"),
                staffing_date: day("2023-06-30"),
                price: Some(Money::from_yuan(1_320_000)),
                station_ids: vec![station(1), station(2)],
                targets: vec![],
            },
            amendments: vec![],
            signed_on: None,
            terminated_on: None,
            voided: false,
        }
    }

    pub(in crate::rules) fn signed() -> AgreementPaper {
        AgreementPaper { signed_on: Some(day("2023-06-20")), ..Self::draft() }
    }

    pub(in crate::rules) fn amended(from: &str, change: impl Fn(&mut Terms)) -> AgreementPaper {
        let mut paper = Self::signed();
        let mut terms = paper.first.clone();
        change(&mut terms);
        paper.amendments.push(Amended { from: day(from), terms });
        paper
    }
}

/// What the rules are asked about.
pub(in crate::rules) fn facts(paper: AgreementPaper) -> AgreementFacts {
    AgreementFacts {
        agreement_id: Uuid::from_u128(9),
        policy: Policy::default(),
        paper,
        contractor: ContractorFacts {
            credit_code: "52469025MJ9900004X".into(),
            social_organisation: true,
            authority: Some("白沙黎族自治县民政局".into()),
            registered_on: Some(day("2020-05-01")),
        },
        renews: false,
        cycle: None,
    }
}
