use super::*;
use crate::rules::decimal::DecimalFault;
use crate::rules::policy::{Grade, Policy};
use crate::rules::share::Share;

fn points(text: &str) -> Points {
    text.parse().unwrap()
}

fn mark(given: &str, max: &str) -> Mark {
    Mark::new(points(given), points(max)).unwrap()
}

fn score(text: &str) -> Score {
    text.parse().unwrap()
}

/// 七（二）: third party 60 %, bureau 30 %, township 10 %.
fn plan(totals: [Fraction; 3]) -> Result<Score, ScoringFault> {
    let weights = [60, 30, 10].map(Share::percent);
    let totals: Vec<_> = weights.into_iter().zip(totals).collect();
    weighted_result(&totals)
}

fn exact(text: &str) -> Fraction {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let den = 10_i128.pow(u32::try_from(part.len()).unwrap());
    Fraction::new(format!("{whole}{part}").parse().unwrap(), den).unwrap()
}

#[test]
fn points_are_plain_decimals_from_0_to_100() {
    assert_eq!(serde_json::to_string(&points("3.5")).unwrap(), "\"3.50\"");
    assert_eq!("100.01".parse::<Points>(), Err(DecimalFault::TooLarge));
    assert_eq!("３.50".parse::<Points>(), Err(DecimalFault::Malformed));
    assert!(serde_json::from_str::<Points>("3.5").is_err());
    assert_eq!(Points::whole(6), points("6"));
    assert_eq!(Mark::new(points("6.01"), points("6")), None);
}

#[test]
fn a_total_is_of_what_applied() {
    let marks = [mark("3", "4"), mark("4.5", "6")];
    assert_eq!(party_total(&marks), Fraction::new(75, 1));
    assert_eq!(party_total(&[mark("1", "3")]), Fraction::new(100, 3));
    assert_eq!(party_total(&[]), None);
    assert_eq!(party_total(&[mark("0", "0")]), None);
}

/// 七（二）, weighted; rounded half up to two places, once.
#[test]
fn the_result_is_the_weighted_sum_rounded_once() {
    let cases = [
        (["90", "80", "70"], "85.00"),
        (["100", "100", "100"], "100.00"),
        (["0", "0", "0"], "0.00"),
        (["89.995", "89.995", "89.995"], "90.00"),
        (["89.99", "90", "90"], "89.99"),
        // Each part alone would round up: 54.00 + 27.00 + 9.00; the sum is 89.99452.
        (["89.9942", "89.995", "89.995"], "89.99"),
        (["0.005", "0.005", "0.005"], "0.01"),
        (["0.0049", "0.0049", "0.0049"], "0.00"),
    ];
    for (totals, expected) in cases {
        assert_eq!(plan(totals.map(exact)), Ok(score(expected)), "{totals:?}");
    }
}

#[test]
fn thirds_stay_exact() {
    let third = party_total(&[mark("1", "3")]).unwrap();
    assert_eq!(plan([third, third, third]), Ok(score("33.33")));
}

#[test]
fn a_missing_party_is_no_smaller_result() {
    let two = [(Share::percent(60), exact("90")), (Share::percent(30), exact("80"))];
    assert_eq!(weighted_result(&two), Err(ScoringFault::NotOneWhole));
    assert_eq!(weighted_result(&[]), Err(ScoringFault::NotOneWhole));
}

#[test]
fn a_total_outside_0_to_100_is_refused() {
    for total in ["100.001", "101", "-1"] {
        let result = plan([exact(total), exact("50"), exact("50")]);
        assert_eq!(result, Err(ScoringFault::OutOfRange), "{total}");
    }
}

/// 七（二）, the other reading: 60 + 30 + 10 points of one sheet.
#[test]
fn point_split_is_a_plain_sum() {
    let parts = [mark("54.25", "60"), mark("24", "30"), mark("7.5", "10")];
    assert_eq!(point_split_result(&parts), Ok(score("85.75")));
    let two = point_split_result(&parts[..2]);
    assert_eq!(two, Err(ScoringFault::NotOneWhole));
}

/// Over the published, rounded results, so that it can be repeated on paper (ours).
#[test]
fn the_annual_result_weighs_published_results() {
    let half = Share::percent(50);
    let phases = ["89.98", "90.01"].map(|phase| (half, score(phase).exact()));
    assert_eq!(weighted_result(&phases), Ok(score("90.00")));
}

#[test]
fn effective_weights_of_a_sheet_make_100() {
    let all = ["4", "6", "90"].map(points);
    let township = ["4", "6"].map(points);
    let [third, bureau, town] = [60, 30, 10].map(Share::percent);
    let two = [(third, &all[..]), (bureau, &all[..])];
    let three = [(third, &all[..]), (bureau, &all[..]), (town, &township[..])];
    let weights = [
        effective_weight(all[0], &three).unwrap(),
        effective_weight(all[1], &three).unwrap(),
        effective_weight(all[2], &two).unwrap(),
    ];
    assert_eq!(weights.map(Score::round), ["7.60", "11.40", "81.00"].map(|w| Some(score(w))));
    assert_eq!(effective_weight(all[0], &[(town, &[])]), None);
}

#[test]
fn a_grade_begins_at_its_lowest_rounded_result() {
    let bands = Policy::default().grade_bands.value;
    let cases = [
        ("100", Grade::Excellent),
        ("90", Grade::Excellent),
        ("89.99", Grade::Good),
        ("80", Grade::Good),
        ("79.99", Grade::Pass),
        ("60", Grade::Pass),
        ("59.99", Grade::Fail),
        ("0", Grade::Fail),
    ];
    for (result, expected) in cases {
        assert_eq!(grade(&bands, score(result)), Some(expected), "{result}");
    }
    assert_eq!(grade(&[], score("50")), None);
}
