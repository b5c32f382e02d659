//! What a result is reckoned from: cards, what appeals corrected in them, indicators and policy.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    db::Conn,
    evaluation::{
        appeals::corrections,
        applicable,
        frameworks::indicator::Indicator,
        model::{EvaluationRow, Party},
        reckoning::{self, Sheet},
        result::{EvaluationResult, PointCorrection, party_marks},
        scorecards::blind::Card,
    },
    http::{Error, Result, hex::hex},
    places::{policy, service_years::model::phase},
    rules::{policy::Policy, share::Share},
};

/// Everything that a result follows from.
pub struct Basis {
    /// The indicators that apply.
    pub indicators: Vec<Indicator>,
    /// The version of the policy.
    pub policy_id: Uuid,
    /// The policy of the last day of the phase.
    pub policy: Policy,
    /// What appeals corrected.
    pub corrections: Vec<PointCorrection>,
    /// The three cards, with the corrections in them.
    pub cards: Vec<Card>,
}

impl Basis {
    /// Loads what the three cards are reckoned with. The policy is taken as it was known at an instant: a result that was
    /// made once does not follow a version that is set for its days later.
    pub async fn load(
        conn: &Conn,
        evaluation: &EvaluationRow,
        mut cards: Vec<Card>,
        known_at: DateTime<Utc>,
    ) -> Result<Self> {
        let indicators = applicable::indicators(conn, evaluation).await?;
        let corrections = corrections::apply(conn, evaluation, &mut cards).await?;
        let day = last_day(conn, evaluation).await?;
        let (policy_id, policy) = policy::in_force(conn, &evaluation.county_code, day, known_at).await?;
        Ok(Self { indicators, policy_id, policy, corrections, cards })
    }

    /// One sheet a party.
    pub fn sheets(&self) -> Result<Vec<Sheet<'_>>> {
        self.cards.iter().map(|card| self.sheet(card)).collect()
    }

    fn sheet(&self, card: &Card) -> Result<Sheet<'_>> {
        Ok(Sheet {
            party: card.row.party,
            weight: weight(&self.policy, card.row.party),
            marks: party_marks(&self.indicators, card)?,
            seal: card.row.seal.as_deref().map(hex),
        })
    }

    /// The result.
    pub fn result(&self, evaluation: &EvaluationRow) -> Result<EvaluationResult> {
        let policy = (self.policy_id, &self.policy);
        reckoning::reckon(evaluation, policy, &self.indicators, &self.sheets()?, &self.corrections)
    }
}

fn weight(policy: &Policy, party: Party) -> Share {
    let weights = policy.weights.value;
    match party {
        Party::ThirdParty => weights.third_party,
        Party::Bureau => weights.bureau,
        Party::Township => weights.township,
    }
}

async fn last_day(conn: &Conn, evaluation: &EvaluationRow) -> Result<NaiveDate> {
    let phase = phase(conn, &evaluation.county_code, evaluation.phase_id).await?;
    phase.to.pred_opt().ok_or_else(|| Error::internal("a phase before time"))
}
