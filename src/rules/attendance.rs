//! Attendance of a group 小组出席率: who was there, of all of whom it is recorded; who had said why is not there either (ours).

use super::share::Share;

/// The share of those present, rounded down to a ten-thousandth; none while nothing is recorded.
#[must_use]
pub fn rate(present: u64, excused: u64, absent: u64) -> Option<Share> {
    let all = present.saturating_add(excused).saturating_add(absent);
    let units = present.saturating_mul(u64::from(Share::WHOLE)).checked_div(all)?;
    Some(Share::of_ten_thousandths(units))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_all_that_is_recorded() {
        let cases = [
            ((0, 0, 0), None),
            ((8, 0, 0), Some("1.00")),
            ((0, 1, 1), Some("0.00")),
            ((9, 1, 0), Some("0.90")),
            ((2, 0, 1), Some("0.6666")),
        ];
        for ((present, excused, absent), expected) in cases {
            let found = rate(present, excused, absent);
            assert_eq!(found, expected.map(|text| text.parse().unwrap()), "{present} {excused} {absent}");
        }
    }
}
