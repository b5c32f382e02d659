//! R20, 五: the station's own service list, filed with bureau and township (报送).

use chrono::NaiveDate;

use super::{
    ReadinessFacts,
    facts::What,
    requirement::{Requirement, met_if},
};
use crate::rules::finding::{Cause, Finding, Judgement, Measure, Responsible, RuleCode};

const SERVICE_LIST: Requirement = Requirement {
    code: RuleCode::R20,
    source: "五",
    responsible: Responsible::Contractor,
    reading: Some((
        "自报送之日起有效；收讫另行登记，不影响效力",
        "in force from the day of its filing; a receipt is recorded and not needed",
    )),
};

/// The finding.
pub(super) fn find(station: &ReadinessFacts, as_of: NaiveDate) -> Finding {
    let is_list = |what: &What| items(what).is_some();
    let turns = station.turns(is_list, Cause::ServiceListFiled, Cause::ServiceListEnds);
    SERVICE_LIST.find(station, as_of, turns, |day| judge(station, day))
}

fn judge(station: &ReadinessFacts, day: NaiveDate) -> Judgement {
    let items = station.on(day).find_map(items);
    let (zh, en) = match items {
        Some(items) => {
            (format!("服务清单已报送，共{items}项"), format!("the service list is filed, with {items} items"))
        }
        None => ("服务清单尚未报送".to_owned(), "no service list is filed".to_owned()),
    };
    Judgement::new(met_if(items.is_some()), zh, en).showing(items.map(Measure::ServiceItems))
}

fn items(what: &What) -> Option<u32> {
    match what {
        What::ServiceList { items } => Some(*items),
        _ => None,
    }
}
