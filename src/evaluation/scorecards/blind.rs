//! The one way to points. Until all three cards of an evaluation are in, a card is shown to its own party and to nobody
//! else, whatever the role; the rule is part of the SQL, so that no caller of this module can forget it.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    auth::{caller::Caller, reach::Reach, role::Role},
    db::{Conn, text_enum::TextEnum as _},
    evaluation::{
        evidence::proposals,
        model::{self, EvaluationRow, EvaluationState, Party, ScorecardState},
        standing,
    },
    http::{Error, Result, codes::Code},
    schema::{evaluations, scorecard_points, scorecards},
};

use super::entries::{EntryRow, GivenPoints};

/// A card as a row.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = scorecards)]
pub struct CardRow {
    /// Id.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Whose it is.
    pub party: Party,
    /// Draft or submitted.
    pub state: ScorecardState,
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Whose account submitted.
    pub submitted_by: Option<Uuid>,
    /// Whose account prepared it, for another to approve.
    pub prepared_by: Option<Uuid>,
    /// When it was prepared.
    pub prepared_at: Option<DateTime<Utc>>,
    /// 32 random bytes of the seal.
    pub nonce: Option<Vec<u8>>,
    /// SHA-256.
    pub seal: Option<Vec<u8>>,
    /// Grows by one with each change.
    pub version: i32,
}

/// A card with its points in the order of the indicators' codes.
#[derive(Debug, Clone)]
pub struct Card {
    /// The card itself.
    pub row: CardRow,
    /// What was given.
    pub points: Vec<GivenPoints>,
}

/// Who looks at scorecards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// A party that scores: its own card always, the others' when all three are in.
    Party(Party),
    /// The contractor that is judged: all three from the provisional result on.
    Contractor,
    /// Everybody else, and the service itself: all three when all three are in.
    Other,
}

impl Viewer {
    /// The viewer that a role is.
    pub fn of(role: Role) -> Self {
        match (Party::of(role), role) {
            (Some(party), _) => Self::Party(party),
            (None, Role::ContractorManager | Role::StationLead | Role::ResidentWorker) => Self::Contractor,
            (None, _) => Self::Other,
        }
    }

    /// The party whose card it may read and write at any time.
    pub const fn own(self) -> Option<Party> {
        match self {
            Self::Party(party) => Some(party),
            Self::Contractor | Self::Other => None,
        }
    }

    /// The states of an evaluation in which it may see all three cards, if all are in.
    fn states(self) -> Vec<EvaluationState> {
        let all = EvaluationState::LABELS.iter().filter_map(|label| EvaluationState::from_code(label.code));
        all.filter(|state| self != Self::Contractor || state.is_open_to_contractor()).collect()
    }
}

/// The cards of an evaluation that a viewer may read: its own, and all when no draft is left.
pub fn readable(evaluation: &EvaluationRow, viewer: Viewer) -> scorecards::BoxedQuery<'_, Pg> {
    let drafts = diesel::alias!(scorecards as drafts);
    let waiting = drafts
        .filter(drafts.field(scorecards::county_code).eq(&evaluation.county_code))
        .filter(drafts.field(scorecards::evaluation_id).eq(evaluation.id))
        .filter(drafts.field(scorecards::state).eq(ScorecardState::Draft))
        .select(drafts.field(scorecards::id));
    let open = evaluations::table
        .filter(evaluations::county_code.eq(&evaluation.county_code))
        .filter(evaluations::id.eq(evaluation.id))
        .filter(evaluations::state.eq_any(viewer.states()));
    let all_in = diesel::dsl::not(diesel::dsl::exists(waiting)).and(diesel::dsl::exists(open));
    let shown = scorecards::party.eq_any(viewer.own().into_iter().collect::<Vec<_>>()).or(all_in);
    scorecards::table
        .filter(scorecards::county_code.eq(&evaluation.county_code))
        .filter(scorecards::evaluation_id.eq(evaluation.id))
        .filter(shown)
        .into_boxed()
}

/// The cards that a viewer may read, with their points: its own, or all three.
pub async fn cards(mut conn: &Conn, evaluation: &EvaluationRow, viewer: Viewer) -> Result<Vec<Card>> {
    let rows = readable(evaluation, viewer).order(scorecards::party).select(CardRow::as_select());
    let rows: Vec<CardRow> = rows.load(&mut conn).await?;
    let query = scorecard_points::table
        .filter(scorecard_points::county_code.eq(&evaluation.county_code))
        .filter(scorecard_points::scorecard_id.eq_any(readable(evaluation, viewer).select(scorecards::id)))
        .order(scorecard_points::indicator_code)
        .select(EntryRow::as_select());
    let entries: Vec<EntryRow> = query.load(&mut conn).await?;
    let proposals = proposals::of_evaluation(conn, evaluation).await?;
    let mut cards: Vec<Card> = rows.into_iter().map(|row| Card { row, points: Vec::new() }).collect();
    for entry in entries {
        if let Some(card) = cards.iter_mut().find(|card| card.row.id == entry.scorecard_id) {
            let proposal = proposals.iter().find(|one| one.indicator == entry.indicator_code);
            card.points.push(entry.read(proposal.and_then(|one| one.points))?);
        }
    }
    Ok(cards)
}

/// What a party gave on its own cards, of whichever evaluations; of other cards nothing.
pub async fn own_entries(
    mut conn: &Conn,
    county: &str,
    party: Party,
    cards: &[Uuid],
) -> Result<Vec<EntryRow>> {
    let own = scorecards::table
        .filter(scorecards::county_code.eq(county))
        .filter(scorecards::party.eq(party))
        .filter(scorecards::id.eq_any(cards))
        .select(scorecards::id);
    let query = scorecard_points::table
        .filter(scorecard_points::county_code.eq(county))
        .filter(scorecard_points::scorecard_id.eq_any(own))
        .order((scorecard_points::scorecard_id, scorecard_points::indicator_code))
        .select(EntryRow::as_select());
    Ok(query.load(&mut conn).await?)
}

/// Whether a card may be read, and so the files that belong to it.
pub async fn may_read(mut conn: &Conn, reach: &Reach, viewer: Viewer, card: Uuid) -> Result<bool> {
    let one = scorecards::table.find((&reach.county, card)).select(scorecards::evaluation_id);
    let Some(evaluation) = one.first::<Uuid>(&mut conn).await.optional()? else { return Ok(false) };
    let within = model::visible(reach).filter(evaluations::id.eq(evaluation));
    let within = within.select(EvaluationRow::as_select()).first(&mut conn).await.optional()?;
    let Some(evaluation) = within else { return Ok(false) };
    let shown = readable(&evaluation, viewer).filter(scorecards::id.eq(card)).select(scorecards::id);
    Ok(shown.first::<Uuid>(&mut conn).await.optional()?.is_some())
}

/// Only a party's own card. Errors: 403 for another party's, also when that may be read.
pub fn require_own(viewer: Viewer, party: Party) -> Result<()> {
    if viewer.own() == Some(party) {
        return Ok(());
    }
    Err(Error::new(Code::Forbidden).detail("只能填写本方的评分表", "A party fills in its own scorecard only"))
}

/// One party's card among those that may be read. Errors: 403 while the viewer is blind to it.
pub fn pick(cards: &[Card], party: Party) -> Result<&Card> {
    cards.iter().find(|card| card.row.party == party).ok_or_else(|| {
        Error::new(Code::Forbidden).detail(
            "三方全部提交之前，各方的评分互不可见",
            "Until all three parties have submitted, nobody sees another party's scorecard",
        )
    })
}

/// The caller's own party's card, locked, for who may write on it; the evaluation must be locked before. Errors: 403 for
/// another party's, and for who must not score.
pub async fn lock_own(
    mut conn: &Conn,
    evaluation: &EvaluationRow,
    party: Party,
    caller: &Caller,
) -> Result<CardRow> {
    require_own(Viewer::of(caller.role), party)?;
    standing::may_score(conn, evaluation, party, caller).await?;
    let one = scorecards::table
        .filter(scorecards::county_code.eq(&evaluation.county_code))
        .filter(scorecards::evaluation_id.eq(evaluation.id))
        .filter(scorecards::party.eq(party));
    Ok(one.select(CardRow::as_select()).for_update().first(&mut conn).await?)
}
