//! How near a result is to another grade.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Score;
use crate::rules::policy::{Grade, GradeBand};

/// A neighbouring grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GradeMargin {
    /// The grade.
    pub grade: Grade,
    /// Its lowest rounded result.
    pub from: Score,
    /// Points of the result: as many more reach the grade above; more than as many less fall into the grade below.
    pub points: Score,
}

/// The grades above and below that of a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GradeMargins {
    /// The next better grade; none where there is no better one.
    pub above: Option<GradeMargin>,
    /// The next worse grade; none where there is no worse one.
    pub below: Option<GradeMargin>,
}

/// The neighbours of a rounded result; `bands` are best first.
#[must_use]
pub fn margins(bands: &[GradeBand], result: Score) -> GradeMargins {
    let higher = bands.iter().rev().find(|band| band.from > result);
    let mut reached = bands.iter().skip_while(|band| band.from > result);
    let own = reached.next();
    let above = higher.map(|band| margin(*band, band.from, result));
    let below = own.zip(reached.next()).map(|(own, band)| margin(*band, result, own.from));
    GradeMargins { above, below }
}

fn margin(band: GradeBand, upper: Score, lower: Score) -> GradeMargin {
    GradeMargin { grade: band.grade, from: band.from, points: upper.less(lower) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::policy::Policy;

    #[test]
    fn a_result_lies_between_its_neighbours() {
        let bands = Policy::default().grade_bands.value;
        let told = |margin: Option<GradeMargin>| margin.map(|one| (one.grade, one.points.to_string()));
        let told_of = |result: &str| {
            let found = margins(&bands, result.parse().unwrap());
            (told(found.above), told(found.below))
        };
        let some = |grade, points: &str| Some((grade, points.to_owned()));
        assert_eq!(told_of("89.99"), (some(Grade::Excellent, "0.01"), some(Grade::Pass, "9.99")));
        assert_eq!(told_of("90"), (None, some(Grade::Good, "0.00")));
        assert_eq!(told_of("80"), (some(Grade::Excellent, "10.00"), some(Grade::Pass, "0.00")));
        assert_eq!(told_of("0"), (some(Grade::Pass, "60.00"), None));
        assert_eq!(margins(&[], Score::ZERO), GradeMargins::default());
    }
}
