//! The figures that a station states otherwise than they were counted, each with its reason.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    figures::{Figures, ReportFigure},
    model::ReportTexts,
};
use crate::http::{Error, Result, fault::Fault, text::Reason};

/// A figure as the station states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatedFigure {
    /// Which one.
    pub figure: ReportFigure,
    /// What the station states.
    #[schema(minimum = 0, maximum = 10_000_000, example = 120)]
    pub value: i64,
    /// Why it is not what was counted; without it no report with such a figure is submitted. No names of persons.
    pub reason: Option<Reason>,
}

/// A stated figure that is not the counted one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Difference {
    /// Which figure.
    pub figure: ReportFigure,
    /// What was counted.
    pub counted: i64,
    /// What the station states.
    pub stated: i64,
    /// Why; null while nobody has said.
    #[schema(required)]
    pub reason: Option<Reason>,
}

/// The figures that differ.
pub fn differences(stated: &[StatedFigure], counted: &Figures) -> Vec<Difference> {
    let all = stated.iter().map(|one| Difference {
        figure: one.figure,
        counted: counted.total(one.figure),
        stated: one.value,
        reason: one.reason.clone(),
    });
    all.filter(|one| one.counted != one.stated).collect()
}

/// Each figure is stated once. Errors: 422.
pub fn require_once(stated: &[StatedFigure]) -> Result<()> {
    let repeated =
        |n: usize, one: &StatedFigure| stated.iter().take(n).any(|before| before.figure == one.figure);
    let faults = stated.iter().enumerate().filter(|(n, one)| repeated(*n, one)).map(|(n, _)| {
        let (zh, en) = ("该项数据重复填报", "The figure is stated twice");
        Fault::body(format!("/stated/{n}/figure"), "repeated", zh, en)
    });
    let faults: Vec<Fault> = faults.collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

/// What is missing for a submission: the work done, and a reason for each figure that differs. Errors: 422 with all of it.
pub fn require_complete(said: &ReportTexts, counted: &Figures) -> Result<()> {
    let mut faults = Vec::new();
    if said.work_done.is_none() {
        let (zh, en) = ("请先填写本月工作开展情况", "Write what was done in the month first");
        faults.push(Fault::body("/work_done", "required", zh, en));
    }
    let unexplained = |one: &StatedFigure| one.reason.is_none() && one.value != counted.total(one.figure);
    for (n, one) in said.stated.iter().enumerate().filter(|(_, one)| unexplained(one)) {
        let found = counted.total(one.figure);
        let zh = format!("填报数{}与服务记录统计数{found}不一致，请说明原因", one.value);
        let en = format!("{} is stated, the logs come to {found}: say why", one.value);
        faults.push(Fault::body(format!("/stated/{n}/reason"), "required", zh, en));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}
