//! R8 and R9, 六（四）: the signboard's text by the county's pattern, and the province's mark.

use chrono::NaiveDate;

use super::{
    ReadinessFacts,
    facts::What,
    requirement::{Requirement, met_if},
};
use crate::rules::finding::{Cause, Finding, Judgement, Measure, Responsible, RuleCode};

const TEXT: Requirement = Requirement {
    code: RuleCode::R8,
    source: "六（四）",
    responsible: Responsible::Contractor,
    reading: Some((
        "至少一块标牌的文字与规定格式完全一致；由设立站点的承接主体负责（三（三））",
        "one signboard at least whose text is exactly the pattern's; the contractor, who sets the station up, sees to it (三（三）)",
    )),
};

const MARK: Requirement = Requirement { code: RuleCode::R9, reading: None, ..TEXT };

/// One finding for the text and one for the mark.
pub(super) fn find(station: &ReadinessFacts, as_of: NaiveDate) -> [Finding; 2] {
    let turns = || station.turns(is_signage, Cause::SignageBegins, Cause::SignageEnds);
    [
        TEXT.find(station, as_of, turns(), |day| judge_text(station, day)),
        MARK.find(station, as_of, turns(), |day| judge_mark(station, day)),
    ]
}

fn is_signage(what: &What) -> bool {
    matches!(what, What::Signage { .. })
}

/// Text and mark of the signboards that hang on `day`.
fn boards(station: &ReadinessFacts, day: NaiveDate) -> impl Iterator<Item = (&str, bool)> {
    station.on(day).filter_map(|what| match what {
        What::Signage { text, uses_provincial_mark } => Some((text.as_str(), *uses_provincial_mark)),
        _ => None,
    })
}

fn judge_text(station: &ReadinessFacts, day: NaiveDate) -> Judgement {
    let wanted = station.name.as_str();
    let exact = boards(station, day).find(|(text, _)| *text == wanted);
    let shown = exact.or_else(|| boards(station, day).next()).map(|(text, _)| text);
    let (zh, en) = match (exact, shown) {
        (Some(_), _) => {
            ("标牌文字符合规定格式".to_owned(), "the signboard's text is the pattern's".to_owned())
        }
        (None, Some(text)) => (
            format!("标牌文字为“{text}”，应为“{wanted}”"),
            format!("the signboard reads {text}, it has to read {wanted}"),
        ),
        (None, None) => ("尚未挂设标牌".to_owned(), "no signboard is put up".to_owned()),
    };
    Judgement::new(met_if(exact.is_some()), zh, en)
        .expecting(Measure::Text(wanted.to_owned()))
        .showing(shown.map(|text| Measure::Text(text.to_owned())))
}

fn judge_mark(station: &ReadinessFacts, day: NaiveDate) -> Judgement {
    let marked = boards(station, day).any(|(_, mark)| mark);
    let (zh, en) = if marked {
        ("标牌使用全省统一标识", "a signboard bears the province's mark")
    } else {
        ("没有使用全省统一标识的标牌", "no signboard bears the province's mark")
    };
    Judgement::new(met_if(marked), zh, en)
}
