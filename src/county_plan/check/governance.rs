//! `milestones.csv` and `leading_group.csv`.

use super::values::{code, codes, day, line};
use crate::{
    county_plan::{
        fault::Fault,
        files::Files,
        plan::{County, Milestone, Seat},
        table::{Columns, Row, once, rows},
    },
    db::text_enum::{Label, TextEnum as _},
    governance::leading_group::model::LeadingGroupSeat,
    rules::milestones::{MilestoneDerivation, MilestonePhase},
};

const MILESTONES: Columns = Columns {
    file: "milestones.csv",
    required: &["code", "phase", "due_on", "milestone", "milestone_zh", "responsible"],
    optional: &["phase_zh", "derived_from"],
};
const SEATS: Columns =
    Columns { file: "leading_group.csv", required: &["seat", "office", "from"], optional: &[] };

const RESPONSIBLE: [&str; 3] = ["contractor", "township_government", "bureau"];

/// The milestones in order.
pub fn milestones(files: &Files, county: Option<&County>, faults: &mut Vec<Fault>) -> Vec<Milestone> {
    let rows = rows(files, &MILESTONES, faults);
    once(&rows, "code", faults);
    rows.iter().filter_map(|row| milestone(row, county, faults)).collect()
}

fn milestone(row: &Row, county: Option<&County>, faults: &mut Vec<Fault>) -> Option<Milestone> {
    phase(row, faults);
    row.cell("responsible").one_of(faults, &RESPONSIBLE);
    if row.has("derived_from") {
        row.cell("derived_from").one_of(faults, &codes::<MilestoneDerivation>());
    }
    let due = row.cell("due_on");
    let due_on = due.read(faults, day);
    if let (Some(day), Some(county)) = (due_on, county) {
        due.must(faults, day >= county.plan_begins, "before the plan begins");
    }
    let code = row.cell("code").read(faults, code);
    let name_zh = row.cell("milestone_zh").read(faults, line);
    let name_en = row.cell("milestone").read(faults, line);
    Some(Milestone {
        code: code?,
        phase: row.text("phase"),
        name_zh: name_zh?,
        name_en: name_en?,
        due_on: due_on?,
        responsible: row.text("responsible"),
        derived_from: row.has("derived_from").then(|| row.text("derived_from")),
    })
}

fn phase(row: &Row, faults: &mut Vec<Fault>) {
    let cell = row.cell("phase");
    cell.one_of(faults, &codes::<MilestonePhase>());
    let phase = MilestonePhase::from_code(cell.value).filter(|_| row.has("phase_zh"));
    if let Some(Label { code, zh, .. }) = phase.map(MilestonePhase::label) {
        let told = row.cell("phase_zh");
        told.must(faults, told.value == zh, format!("{code} is {zh}"));
    }
}

/// The seats of the leading group in order.
pub fn seats(files: &Files, faults: &mut Vec<Fault>) -> Vec<Seat> {
    let rows = rows(files, &SEATS, faults);
    rows.iter().filter_map(|row| seat(row, faults)).collect()
}

fn seat(row: &Row, faults: &mut Vec<Fault>) -> Option<Seat> {
    row.cell("seat").one_of(faults, &codes::<LeadingGroupSeat>());
    let office = row.cell("office").read(faults, line);
    let from = row.cell("from").read(faults, day);
    Some(Seat { seat: row.text("seat"), office: office?, from: from? })
}
