//! Mandatory reports of harm to children 强制报告 (Law on the Protection of Minors art. 11: immediately). How late is too
//! late is ours: the policy's `mandatory_report_hours`, at most 24.

use chrono::{DateTime, Utc};

crate::text_enum! {
    /// How a mandatory report stands.
    ReportStanding {
        /// Not reported yet, and there is time.
        Waiting = "waiting", "待报告", "Waiting to be reported";
        /// Not reported, and the time is over.
        Overdue = "overdue", "逾期未报告", "Overdue";
        /// Reported in time.
        InTime = "in_time", "已按时报告", "Reported in time";
        /// Reported, but late.
        Late = "late", "逾期报告", "Reported late";
    }
}

/// How a report stands at an instant. The last instant, `due`, is in time.
#[must_use]
pub fn standing(due: DateTime<Utc>, reported: Option<DateTime<Utc>>, now: DateTime<Utc>) -> ReportStanding {
    match reported {
        Some(reported) if reported <= due => ReportStanding::InTime,
        Some(_) => ReportStanding::Late,
        None if now <= due => ReportStanding::Waiting,
        None => ReportStanding::Overdue,
    }
}

#[cfg(test)]
mod tests {
    use super::{ReportStanding::*, *};

    #[test]
    fn the_last_instant_is_in_time() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let due = at("2023-07-04T02:00:00Z");
        let cases = [
            (None, "2023-07-04T02:00:00Z", Waiting),
            (None, "2023-07-04T02:00:01Z", Overdue),
            (Some("2023-07-03T02:00:00Z"), "2023-07-09T00:00:00Z", InTime),
            (Some("2023-07-04T02:00:00Z"), "2023-07-09T00:00:00Z", InTime),
            (Some("2023-07-04T02:00:01Z"), "2023-07-09T00:00:00Z", Late),
        ];
        for (reported, now, expected) in cases {
            assert_eq!(standing(due, reported.map(at), at(now)), expected);
        }
    }
}
