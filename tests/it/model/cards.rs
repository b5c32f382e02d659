//! Scorecards of three parties, blind until all are in, and the result: 60, 30 and 10 per cent, rounded half up once.

use super::{
    scene::{
        ACTORS, ADMIN, EVALUATOR, MANAGER_X, OFFICER, SCORER, TOWNSHIP_A, TOWNSHIP_B, TOWNSHIP_C, UNASSIGNED,
    },
    state::{Model, Refusal, Request, Shown, Taken, conflict_unless, faulty, refused, seen, shown},
    step::{Op, Tag},
};
use crate::harness::{Chance, Value, json};

const PARTIES: [&str; 3] = ["third_party", "bureau", "township"];
/// Per cent of each party.
const WEIGHTS: [i64; 3] = [60, 30, 10];
/// How many of the four indicators of 25 points each party scores.
const SCORES: [usize; 3] = [4, 4, 3];
const MAX: i64 = 2500;

/// Points of an indicator, in hundredths; the indicator beyond the last is none of the framework.
type Given = Vec<(usize, i64)>;

#[derive(Clone)]
struct Card {
    points: Given,
    submitted_by: Option<usize>,
    version: i64,
}

#[derive(Clone)]
pub struct Evaluation {
    state: &'static str,
    cards: [Card; 3],
    version: i64,
}

#[derive(Clone, Debug)]
enum Do {
    Save(Given),
    Submit,
    Reopen,
    Read,
    Result,
    Move(&'static str),
    Show,
}

#[derive(Clone, Debug)]
pub struct CardOp {
    evaluation: usize,
    party: usize,
    what: Do,
}

impl CardOp {
    pub fn any(chance: &mut Chance) -> (Vec<usize>, Op) {
        let (evaluation, party) = (chance.below(3), chance.below(3));
        let own = match party {
            0 => vec![EVALUATOR],
            1 => vec![SCORER],
            _ => vec![[TOWNSHIP_A, TOWNSHIP_B, TOWNSHIP_C][evaluation]],
        };
        let (by, what) = match chance.below(20) {
            0..7 => (own, Do::Save(points(chance))),
            7..12 => (own, Do::Submit),
            12 => (own, Do::Reopen),
            13 => (own, Do::Read),
            14 => (vec![EVALUATOR, SCORER, TOWNSHIP_A, ADMIN, MANAGER_X], Do::Read),
            15..17 => (vec![ADMIN, OFFICER, SCORER, MANAGER_X, EVALUATOR], Do::Result),
            17 => (vec![ADMIN], Do::Move(chance.one_of(&["provisional", "provisional", "planned"]))),
            18 => (vec![UNASSIGNED], Do::Save(points(chance))),
            _ => (vec![ADMIN, OFFICER, TOWNSHIP_A, MANAGER_X], Do::Show),
        };
        (by, Op::Card(Self { evaluation, party, what }))
    }

    fn action(&self) -> &'static str {
        match self.what {
            Do::Save(_) | Do::Submit | Do::Reopen => "scorecards.score",
            Do::Read => "scorecards.read",
            Do::Result => "results.read",
            Do::Move(_) => "evaluations.manage",
            Do::Show => "evaluations.read",
        }
    }
}

/// Mostly a card that can be handed in.
fn points(chance: &mut Chance) -> Given {
    let last = match chance.below(8) {
        0 => chance.below(4),
        1 => 5,
        2 | 3 => 4,
        _ => 3,
    };
    let one = |chance: &mut Chance| match chance.below(25) {
        0 => 2501,
        1..13 => i64::try_from(chance.below(2501)).unwrap(),
        _ => chance.one_of(&[0, 1250, 2500, 1999, 833]),
    };
    // Whoever scores four is given four now and then, and else three.
    (0..last.max(1)).map(|indicator| (indicator, one(chance))).collect()
}

fn written(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn party_of(by: usize) -> Option<usize> {
    match ACTORS[by].role {
        "evaluator" | "agency_manager" => Some(0),
        "bureau_scorer" => Some(1),
        "township_officer" => Some(2),
        _ => None,
    }
}

fn is_contractor(by: usize) -> bool {
    ["contractor_manager", "station_lead", "resident_worker"].contains(&ACTORS[by].role)
}

impl Card {
    fn sum(&self) -> i64 {
        self.points.iter().map(|(_, points)| points).sum()
    }

    fn state(&self) -> &'static str {
        if self.submitted_by.is_some() { "submitted" } else { "draft" }
    }
}

/// Hundredths of `numerator / denominator`, half up.
fn half_up(numerator: i64, denominator: i64) -> i64 {
    (2 * 100 * numerator + denominator) / (2 * denominator)
}

impl Evaluation {
    pub fn new(version: i64) -> Self {
        let card = Card { points: Vec::new(), submitted_by: None, version: 1 };
        Self { state: "scoring", cards: [card.clone(), card.clone(), card], version }
    }

    fn all_in(&self) -> bool {
        self.cards.iter().all(|card| card.submitted_by.is_some())
    }

    /// 100 × Σ points ÷ Σ maximum, weighted: the whole is brought over one denominator and divided once.
    fn result(&self) -> (String, &'static str) {
        let out_of = SCORES.map(|count| i64::try_from(count).unwrap() * MAX);
        let denominator: i64 = out_of.iter().product();
        let parts = (0..3).map(|n| WEIGHTS[n] * self.cards[n].sum() * (denominator / out_of[n]));
        let result = half_up(parts.sum(), denominator);
        let grade = match result {
            9000.. => "excellent",
            8000.. => "good",
            6000.. => "pass",
            _ => "fail",
        };
        (written(result), grade)
    }
}

impl Model {
    pub fn card_version(&self, op: &CardOp) -> i64 {
        let evaluation = &self.evaluations[op.evaluation];
        if matches!(op.what, Do::Move(_) | Do::Show) {
            evaluation.version
        } else {
            evaluation.cards[op.party].version
        }
    }

    pub fn card_request(&self, op: &CardOp) -> Request {
        let path = format!("/evaluations/{}", self.ids.evaluations[op.evaluation].0);
        let card = format!("{path}/scorecards/{}", PARTIES[op.party]);
        let get = |path: String| Request { method: "GET", path, body: Value::Null };
        let post = |path: String, body: Value| Request { method: "POST", path, body };
        match &op.what {
            Do::Save(points) => {
                let one = |(indicator, points): &(usize, i64)| json!({"indicator": format!("I{indicator}"), "points": written(*points)});
                let body = json!({"points": points.iter().map(one).collect::<Vec<_>>()});
                Request { method: "PUT", path: card, body }
            }
            Do::Submit => post(format!("{card}/submission"), json!({})),
            Do::Reopen => post(format!("{card}/reopening"), json!({"reason": "漏看材料"})),
            Do::Read => get(card),
            Do::Result => get(format!("{path}/result")),
            Do::Move(state) => {
                post(format!("{path}/transitions"), json!({"state": state, "reason": "按方案"}))
            }
            Do::Show => get(path),
        }
    }

    pub fn card_reads(&self, by: usize, op: &CardOp) -> Result<(), Refusal> {
        self.may(by, op.action()).map(|_| ())
    }

    pub fn take_card(&mut self, by: usize, op: &CardOp, tag: Tag) -> Taken {
        let reach = self.may(by, op.action())?;
        // The evaluations are of the stations in their order.
        reach.require(op.evaluation)?;
        let n = op.evaluation;
        match &op.what {
            Do::Save(_) | Do::Submit | Do::Reopen => {
                Self::may_score(by, op)?;
                seen(tag)?;
                self.write_card(by, op)?;
                shown(200, self.card_shown(n, op.party))
            }
            Do::Read => self.read_card(by, op),
            Do::Result => self.read_result(by, n),
            Do::Move(state) => {
                seen(tag)?;
                let evaluation = &mut self.evaluations[n];
                conflict_unless(*state == "provisional" && evaluation.state == "scored")?;
                (evaluation.state, evaluation.version) = (state, evaluation.version + 1);
                shown(200, self.evaluation_shown(n))
            }
            Do::Show => shown(200, self.evaluation_shown(n)),
        }
    }

    /// A party writes on its own card; of the agency only who was given the evaluation.
    fn may_score(by: usize, op: &CardOp) -> Result<(), Refusal> {
        let own = party_of(by) == Some(op.party) && by != UNASSIGNED;
        if own { Ok(()) } else { refused(403, "forbidden") }
    }

    fn write_card(&mut self, by: usize, op: &CardOp) -> Result<(), Refusal> {
        let evaluation = &mut self.evaluations[op.evaluation];
        let card = &mut evaluation.cards[op.party];
        let reopens = matches!(op.what, Do::Reopen);
        conflict_unless(evaluation.state == "scoring" && card.submitted_by.is_some() == reopens)?;
        card.version += 1;
        match &op.what {
            Do::Save(points) => {
                faulty(points.iter().enumerate().filter_map(|one| fault(op.party, one)).collect())?;
                card.points.clone_from(points);
                return Ok(());
            }
            Do::Submit => {
                let lacks = |n: &usize| card.points.iter().all(|(indicator, _)| indicator != n);
                let missing = (0..SCORES[op.party]).filter(lacks);
                faulty(missing.map(|n| format!("/points/I{n} required")).collect())?;
                card.submitted_by = Some(by);
            }
            _ => card.submitted_by = None,
        }
        evaluation.version += 1;
        if evaluation.all_in() {
            evaluation.state = "scored";
            evaluation.cards.iter_mut().for_each(|card| card.version += 1);
        }
        Ok(())
    }

    fn read_card(&self, by: usize, op: &CardOp) -> Taken {
        let evaluation = &self.evaluations[op.evaluation];
        let open = evaluation.all_in() && (!is_contractor(by) || evaluation.state == "provisional");
        if !open && party_of(by) != Some(op.party) {
            return refused(403, "forbidden");
        }
        shown(200, self.card_shown(op.evaluation, op.party))
    }

    fn read_result(&self, by: usize, n: usize) -> Taken {
        let evaluation = &self.evaluations[n];
        if is_contractor(by) && evaluation.state != "provisional" {
            return refused(403, "forbidden");
        }
        conflict_unless(evaluation.all_in())?;
        let (result, grade) = evaluation.result();
        shown(200, json!({"result": result, "grade": grade, "corrections": []}))
    }

    fn card_shown(&self, n: usize, party: usize) -> Value {
        let evaluation = &self.evaluations[n];
        let card = &evaluation.cards[party];
        let point =
            |(n, points): &(usize, i64)| json!({"indicator": format!("I{n}"), "points": written(*points)});
        let out_of = i64::try_from(SCORES[party]).unwrap() * MAX;
        let total = || json!({"rounded": written(half_up(100 * card.sum(), out_of))});
        json!({"party": PARTIES[party], "state": card.state(), "version": card.version,
            "points": card.points.iter().map(point).collect::<Vec<_>>(),
            "submitted_by": card.submitted_by.map(|by| self.ids.actors[by]),
            "total": evaluation.all_in().then(total)})
    }

    fn evaluation_shown(&self, n: usize) -> Value {
        let evaluation = &self.evaluations[n];
        json!({"id": self.ids.evaluations[n].0, "station_id": self.ids.stations[n], "state": evaluation.state,
            "version": evaluation.version})
    }

    /// The results that there are, by the evaluation's place.
    pub fn results(&self) -> Vec<Option<Shown>> {
        (0..self.evaluations.len()).map(|n| self.read_result(ADMIN, n).ok()).collect()
    }
}

/// What is wrong with the points of an indicator.
fn fault(party: usize, (n, (indicator, points)): (usize, &(usize, i64))) -> Option<String> {
    match indicator {
        4.. => Some(format!("/points/{n}/indicator unknown_reference")),
        _ if *indicator >= SCORES[party] => Some(format!("/points/{n}/indicator not_scored_by_party")),
        _ if *points > MAX => Some(format!("/points/{n}/points too_large")),
        _ => None,
    }
}
