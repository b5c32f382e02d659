//! The course of a case 个案工作 (MZ/T 094-2017): 接案, 预估, 计划, 介入, 评估, 结案; 转介 from any stage. A stage needs the one
//! before it; going back to an earlier one, as with a revised plan, is part of the method. A closed case can be reopened (ours).

use chrono::NaiveDate;

use crate::{db::text_enum::TextEnum as _, text_enum};

text_enum! {
    /// How far a case is.
    CaseState {
        /// Accepted; nothing else was done yet.
        Accepted = "accepted", "已接案", "Accepted";
        /// Problem and resources are assessed.
        Assessed = "assessed", "已预估", "Assessed";
        /// There is a plan.
        Planned = "planned", "已计划", "Planned";
        /// Work by the plan goes on.
        InIntervention = "in_intervention", "介入中", "In intervention";
        /// What came of it was evaluated.
        Evaluated = "evaluated", "已评估", "Evaluated";
        /// Closed.
        Closed = "closed", "已结案", "Closed";
        /// Passed on to others.
        Referred = "referred", "已转介", "Referred";
    }
}

text_enum! {
    /// A stage of work in a case.
    CaseStage {
        /// Of problem and resources.
        Assessment = "assessment", "预估", "Assessment";
        /// Goals and how to reach them.
        Plan = "plan", "计划", "Plan";
        /// Work by the plan.
        Intervention = "intervention", "介入", "Intervention";
        /// What came of it.
        Evaluation = "evaluation", "评估", "Evaluation";
    }
}

text_enum! {
    /// A step in the course of a case: a stage of work, an end, a new beginning.
    CaseStepKind {
        /// Of problem and resources.
        Assessment = "assessment", "预估", "Assessment";
        /// Goals and how to reach them.
        Plan = "plan", "计划", "Plan";
        /// Work by the plan.
        Intervention = "intervention", "介入", "Intervention";
        /// What came of it.
        Evaluation = "evaluation", "评估", "Evaluation";
        /// The case is closed.
        Closure = "closure", "结案", "Closure";
        /// The client is passed on to others.
        Referral = "referral", "转介", "Referral";
        /// The case goes on after its end.
        Reopening = "reopening", "重新开案", "Reopening";
    }
}

text_enum! {
    /// Why a case was closed.
    ClosureReason {
        /// What was planned is reached.
        GoalsMet = "goals_met", "目标达成", "Goals met";
        /// The client wishes no more of it.
        ClientWish = "client_wish", "服务对象要求终止", "The client's wish";
        /// The client moved away.
        Moved = "moved", "服务对象迁离", "Moved away";
        /// The client died.
        Died = "died", "服务对象去世", "Died";
        /// Others go on with it.
        Referred = "referred", "已转介", "Referred";
        /// Anything else.
        Other = "other", "其他", "Other";
    }
}

impl From<CaseStage> for CaseStepKind {
    fn from(stage: CaseStage) -> Self {
        match stage {
            CaseStage::Assessment => Self::Assessment,
            CaseStage::Plan => Self::Plan,
            CaseStage::Intervention => Self::Intervention,
            CaseStage::Evaluation => Self::Evaluation,
        }
    }
}

/// A step, as the rule sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What was done.
    pub kind: CaseStepKind,
    /// The day.
    pub on: NaiveDate,
    /// Why, of a closure.
    pub reason: Option<ClosureReason>,
}

/// Why a step cannot stand where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// The case has ended.
    Ended,
    /// The case has not ended.
    NotEnded,
    /// Something must have been done before.
    Needs(CaseStepKind),
}

/// Where the steps of a case lead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    work: Option<CaseState>,
    end: Option<(CaseState, NaiveDate)>,
    done: Vec<CaseStepKind>,
    /// The day of the first plan.
    pub planned_on: Option<NaiveDate>,
}

impl Step {
    /// What must have been done before it.
    const fn needs(self) -> Option<CaseStepKind> {
        match (self.kind, self.reason) {
            (CaseStepKind::Plan, _) => Some(CaseStepKind::Assessment),
            (CaseStepKind::Intervention, _) => Some(CaseStepKind::Plan),
            (CaseStepKind::Evaluation, _) => Some(CaseStepKind::Intervention),
            (CaseStepKind::Closure, Some(ClosureReason::GoalsMet)) => Some(CaseStepKind::Evaluation),
            (CaseStepKind::Closure, Some(ClosureReason::Referred)) => Some(CaseStepKind::Referral),
            _ => None,
        }
    }
}

impl Course {
    /// The course of these steps, in the order of their days. Errors: the first that cannot stand where it is, and why.
    pub fn of(steps: &[Step]) -> Result<Self, (Step, Misfit)> {
        let mut course = Self::default();
        for step in steps {
            course.judge(*step).map_err(|misfit| (*step, misfit))?;
            course.take(*step);
        }
        Ok(course)
    }

    fn judge(&self, step: Step) -> Result<(), Misfit> {
        let ended = self.end.map(|(state, _)| state);
        match (step.kind, ended) {
            (CaseStepKind::Reopening, None) => return Err(Misfit::NotEnded),
            // Who was referred can still be closed.
            (CaseStepKind::Reopening, Some(_))
            | (CaseStepKind::Closure, Some(CaseState::Referred))
            | (_, None) => {}
            (_, Some(_)) => return Err(Misfit::Ended),
        }
        match step.needs().filter(|needed| !self.done.contains(needed)) {
            Some(needed) => Err(Misfit::Needs(needed)),
            None => Ok(()),
        }
    }

    fn take(&mut self, step: Step) {
        match step.kind {
            CaseStepKind::Assessment => self.work = Some(CaseState::Assessed),
            CaseStepKind::Plan => {
                self.work = Some(CaseState::Planned);
                self.planned_on = self.planned_on.or(Some(step.on));
            }
            CaseStepKind::Intervention => self.work = Some(CaseState::InIntervention),
            CaseStepKind::Evaluation => self.work = Some(CaseState::Evaluated),
            CaseStepKind::Closure => self.end = Some((CaseState::Closed, step.on)),
            CaseStepKind::Referral => self.end = Some((CaseState::Referred, step.on)),
            CaseStepKind::Reopening => self.end = None,
        }
        self.done.push(step.kind);
    }

    /// How far the case is; a reopened one is where it was.
    #[must_use]
    pub fn state(&self) -> CaseState {
        self.end.map(|(state, _)| state).or(self.work).unwrap_or(CaseState::Accepted)
    }

    /// The last day of the case, when it has ended.
    #[must_use]
    pub fn ended_on(&self) -> Option<NaiveDate> {
        self.end.map(|(_, on)| on)
    }
}

impl Misfit {
    /// What it means of a step, in Chinese and in English.
    #[must_use]
    pub fn told(self, step: Step) -> (String, String) {
        let (what, on) = (step.kind.label(), step.on);
        let (zh, en) = (what.zh, what.en.to_lowercase());
        match self {
            Self::Ended => (
                format!("{on}的{zh}不成立：当时个案已结束"),
                format!("The {en} of {on} cannot be: the case had ended by then"),
            ),
            Self::NotEnded => (
                format!("{on}的{zh}不成立：当时个案未结束"),
                format!("The {en} of {on} cannot be: the case had not ended by then"),
            ),
            Self::Needs(needed) => {
                let needed = needed.label();
                (
                    format!("{on}的{zh}不成立：此前须有{}", needed.zh),
                    format!("The {en} of {on} needs one of these before it: {}", needed.en.to_lowercase()),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests;
