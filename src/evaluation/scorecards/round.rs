//! Everything that a page of a party's own cards needs, each kind by one statement.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    blind::{self, CardRow},
    entries::{EntryRow, GivenPoints},
};
use crate::{
    db::Conn,
    evaluation::{
        applicable,
        evidence::proposals::{self, Proposal},
        frameworks::indicator::{self, Indicator, Level, ScoringKind},
        model::{EvaluationRow, EvaluationState, Party, ScorecardState},
    },
    http::Result,
    rules::scoring::Points,
};

/// An indicator that a party scores.
#[derive(Debug, Serialize, ToSchema)]
pub struct CardIndicator {
    /// Code of the indicator.
    pub indicator: String,
    /// Most points there are for it.
    pub max_points: Points,
    /// Where its points come from.
    pub scoring: ScoringKind,
    /// The levels it may be given by.
    #[schema(required)]
    pub levels: Option<Vec<Level>>,
    /// What was computed for it when scoring began; null where nothing was, or nobody can say.
    #[schema(required)]
    pub proposal: Option<Points>,
}

/// A card of the caller's own party, with what it is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnCard {
    /// Id of the card.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// How far that is.
    pub evaluation_state: EvaluationState,
    /// The station judged.
    pub station_id: Uuid,
    /// The phase judged.
    pub phase_id: Uuid,
    /// The last day for the card; null before scoring begins.
    #[schema(required)]
    pub scoring_due_on: Option<NaiveDate>,
    /// The caller's party.
    pub party: Party,
    /// Draft or submitted.
    pub state: ScorecardState,
    /// The indicators that the party scores, those that do not apply left out.
    pub indicators: Vec<CardIndicator>,
    /// The points given so far, in the order of the indicators' codes.
    pub points: Vec<GivenPoints>,
    /// Version of the card, for saving it.
    pub version: i32,
}

/// The cards of a page with what they are about.
pub struct Round {
    cards: Vec<(EvaluationRow, CardRow)>,
    indicators: HashMap<Uuid, Vec<Indicator>>,
    inapplicable: HashSet<(Uuid, String)>,
    proposals: HashMap<(Uuid, String), Points>,
    entries: Vec<EntryRow>,
}

impl Round {
    /// Loads what the cards of a page need.
    pub async fn load(
        conn: &Conn,
        county: &str,
        own: Option<Party>,
        cards: Vec<(EvaluationRow, CardRow)>,
    ) -> Result<Self> {
        let of: Vec<Uuid> = cards.iter().map(|(evaluation, _)| evaluation.id).collect();
        let inapplicable = applicable::left_out(conn, county, &of).await?;
        let proposals = proposals::of_evaluations(conn, county, &of).await?;
        let known = |(id, one): (Uuid, Proposal)| Some(((id, one.indicator), one.points?));
        let frameworks: HashSet<Uuid> = cards.iter().map(|(evaluation, _)| evaluation.framework_id).collect();
        let mut indicators = HashMap::new();
        for framework in frameworks {
            indicators.insert(framework, indicator::of_framework(conn, county, framework).await?);
        }
        let ids: Vec<Uuid> = cards.iter().map(|(_, card)| card.id).collect();
        let entries = match own {
            Some(party) => blind::own_entries(conn, county, party, &ids).await?,
            None => Vec::new(),
        };
        Ok(Self {
            cards,
            indicators,
            inapplicable,
            proposals: proposals.into_iter().filter_map(known).collect(),
            entries,
        })
    }

    /// The cards, in their order.
    pub fn cards(mut self) -> Result<Vec<OwnCard>> {
        let (cards, entries) = (std::mem::take(&mut self.cards), std::mem::take(&mut self.entries));
        let mut points: HashMap<Uuid, Vec<EntryRow>> = HashMap::new();
        for entry in entries {
            points.entry(entry.scorecard_id).or_default().push(entry);
        }
        let card = |(evaluation, card): (EvaluationRow, CardRow)| {
            let given = points.remove(&card.id).unwrap_or_default();
            self.card(&evaluation, &card, given)
        };
        cards.into_iter().map(card).collect()
    }

    fn card(&self, evaluation: &EvaluationRow, card: &CardRow, given: Vec<EntryRow>) -> Result<OwnCard> {
        let all = self.indicators.get(&evaluation.framework_id).into_iter().flatten();
        let mine = all.filter(|one| {
            let out = self.inapplicable.contains(&(evaluation.id, one.code.clone()));
            one.is_scored_by(card.party) && !out
        });
        let read = |row: EntryRow| {
            let proposal = self.proposal(evaluation.id, &row.indicator_code);
            row.read(proposal)
        };
        Ok(OwnCard {
            id: card.id,
            evaluation_id: evaluation.id,
            evaluation_state: evaluation.state,
            station_id: evaluation.station_id,
            phase_id: evaluation.phase_id,
            scoring_due_on: evaluation.scoring_due_on,
            party: card.party,
            state: card.state,
            indicators: mine.map(|one| self.indicator(evaluation.id, one)).collect(),
            points: given.into_iter().map(read).collect::<Result<_>>()?,
            version: card.version,
        })
    }

    fn indicator(&self, evaluation: Uuid, one: &Indicator) -> CardIndicator {
        CardIndicator {
            indicator: one.code.clone(),
            max_points: one.max_points,
            scoring: one.scoring,
            levels: one.levels.clone(),
            proposal: self.proposal(evaluation, &one.code),
        }
    }

    fn proposal(&self, evaluation: Uuid, code: &str) -> Option<Points> {
        self.proposals.get(&(evaluation, code.to_owned())).copied()
    }
}
