//! Results worked by hand, with fractions, before the code was asked: 七（二）'s weights 60, 30 and 10, both readings of
//! its sentence, and the annual result. The parts are points/maximum of each mark; what does not apply has no mark.

use super::{Fraction, Mark, Score, grade, party_total, point_split_result, weighted_result};
use crate::rules::policy::{Grade, Policy};
use crate::rules::share::Share;

use Model::{Annual, PointSplit, Weighted};

/// How the parts become a result.
#[derive(Clone, Copy, Debug)]
enum Model {
    /// Three parties, 60, 30 and 10 %.
    Weighted,
    /// Three parties' shares of one sheet.
    PointSplit,
    /// Two published results, the first weighing so many per cent.
    Annual(u8),
}

/// Model; what each part gave; each part's total; result and grade, none where there is none. The comment has what
/// the row is about, and the exact sum where weights are.
type Row = (Model, [&'static str; 3], [&'static str; 3], &'static str, Option<Grade>);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    (Weighted, ["90/100", "80/100", "70/100"], ["90/1", "80/1", "70/1"], "85.00", Some(Grade::Good)), // the plan's weights of plain totals: 85/1
    (Weighted, ["100/100", "100/100", "100/100"], ["100/1", "100/1", "100/1"], "100.00", Some(Grade::Excellent)), // all full: 100/1
    (Weighted, ["0/100", "0/100", "0/100"], ["0/1", "0/1", "0/1"], "0.00", Some(Grade::Fail)), // all nought: 0/1
    (Weighted, ["100/100", "0/100", "0/100"], ["100/1", "0/1", "0/1"], "60.00", Some(Grade::Pass)), // only the third party gives points: 60/1
    (Weighted, ["0/100", "100/100", "0/100"], ["0/1", "100/1", "0/1"], "30.00", Some(Grade::Fail)), // only the bureau: 30/1
    (Weighted, ["0/100", "0/100", "100/100"], ["0/1", "0/1", "100/1"], "10.00", Some(Grade::Fail)), // only the township: 10/1
    (Weighted, ["100/100", "100/100", "0/100"], ["100/1", "100/1", "0/1"], "90.00", Some(Grade::Excellent)), // all but the township: 90/1
    (Weighted, ["90/100", "90/100", "90/100"], ["90/1", "90/1", "90/1"], "90.00", Some(Grade::Excellent)), // exactly at the first grade: 90/1
    (Weighted, ["89.99/100", "89.99/100", "89.99/100"], ["8999/100", "8999/100", "8999/100"], "89.99", Some(Grade::Good)), // a hundredth below it: 8999/100
    (Weighted, ["90/100", "89.99/100", "89.98/100"], ["90/1", "8999/100", "4499/50"], "90.00", Some(Grade::Excellent)), // 89.995 by the bureau's half mark, rounded up to the grade: 17999/200
    (Weighted, ["89.99/100", "90/100", "90.01/100"], ["8999/100", "90/1", "9001/100"], "90.00", Some(Grade::Excellent)), // 89.995 exactly: 17999/200
    (Weighted, ["89.99/100", "90/100", "90/100"], ["8999/100", "90/1", "90/1"], "89.99", Some(Grade::Good)), // 89.994: down: 44997/500
    (Weighted, ["99.99/100 80/100", "99.99/100 80/100", "99.99/100 80/100"], ["17999/200", "17999/200", "17999/200"], "90.00", Some(Grade::Excellent)), // 89.995 from one sheet of 200 points: 17999/200
    (Weighted, ["89.99/100 89.99/100 89.99/100 89.99/100 89.99/100 89.99/100 89.98/100", "90/100", "90.01/100"], ["15748/175", "90/1", "9001/100"], "89.99", Some(Grade::Good)), // a seventh of a hundredth keeps it below the half: 629959/7000
    (Weighted, ["89.99/100", "90/100", "90.01/100 90.01/100 90.01/100 90.01/100 90.01/100 90.01/100 90.01/100 90.01/100 90.01/100 90.01/100 90/100"], ["8999/100", "90/1", "9901/110"], "89.99", Some(Grade::Good)), // an eleventh of a hundredth from the township: 89.9949…: 123743/1375
    (Weighted, ["80/100", "80/100", "80/100"], ["80/1", "80/1", "80/1"], "80.00", Some(Grade::Good)), // exactly good: 80/1
    (Weighted, ["79.99/100", "80/100", "80.01/100"], ["7999/100", "80/1", "8001/100"], "80.00", Some(Grade::Good)), // 79.995 is good: 15999/200
    (Weighted, ["79.99/100", "79.99/100", "79.99/100"], ["7999/100", "7999/100", "7999/100"], "79.99", Some(Grade::Pass)), // 79.99 is not: 7999/100
    (Weighted, ["60/100", "60/100", "60/100"], ["60/1", "60/1", "60/1"], "60.00", Some(Grade::Pass)), // exactly a pass: 60/1
    (Weighted, ["59.99/100", "60/100", "60.01/100"], ["5999/100", "60/1", "6001/100"], "60.00", Some(Grade::Pass)), // 59.995 is a pass: 11999/200
    (Weighted, ["59.99/100", "59.99/100", "59.99/100"], ["5999/100", "5999/100", "5999/100"], "59.99", Some(Grade::Fail)), // 59.99 is a fail: 5999/100
    (Weighted, ["0.01/100", "0.01/100", "0/100"], ["1/100", "1/100", "0/1"], "0.01", Some(Grade::Fail)), // the least that is not nought: 9/1000
    (Weighted, ["0.01/100", "0/100", "0/100"], ["1/100", "0/1", "0/1"], "0.01", Some(Grade::Fail)), // 0.006 rounds to a hundredth: 3/500
    (Weighted, ["0/100", "0.01/100", "0/100"], ["0/1", "1/100", "0/1"], "0.00", Some(Grade::Fail)), // 0.003 rounds to nought: 3/1000
    (Weighted, ["0/100", "0/100", "0.01/100"], ["0/1", "0/1", "1/100"], "0.00", Some(Grade::Fail)), // 0.001 rounds to nought: 1/1000
    (Weighted, ["0/100", "0.01/100", "0.02/100"], ["0/1", "1/100", "1/50"], "0.01", Some(Grade::Fail)), // 0.005 is half and goes up: 1/200
    (Weighted, ["99.99/100", "100/100", "100/100"], ["9999/100", "100/1", "100/1"], "99.99", Some(Grade::Excellent)), // a hundredth short of all full: 49997/500
    (Weighted, ["100/100", "100/100", "99.99/100"], ["100/1", "100/1", "9999/100"], "100.00", Some(Grade::Excellent)), // 99.999 rounds to 100: 99999/1000
    (Weighted, ["100/100", "99.99/100", "100/100"], ["100/1", "9999/100", "100/1"], "100.00", Some(Grade::Excellent)), // 99.997 rounds to 100: 99997/1000
    (Weighted, ["1/3", "1/3", "1/3"], ["100/3", "100/3", "100/3"], "33.33", Some(Grade::Fail)), // thirds: 100/3
    (Weighted, ["2/3", "2/3", "2/3"], ["200/3", "200/3", "200/3"], "66.67", Some(Grade::Pass)), // two thirds: 200/3
    (Weighted, ["6/7", "6/7", "6/7"], ["600/7", "600/7", "600/7"], "85.71", Some(Grade::Good)), // sevenths: 600/7
    (Weighted, ["2/3", "5/7", "8/9"], ["200/3", "500/7", "800/9"], "70.32", Some(Grade::Pass)), // thirds, sevenths and ninths: 4430/63
    (Weighted, ["100/100", "100/100", "10/11"], ["100/1", "100/1", "1000/11"], "99.09", Some(Grade::Excellent)), // elevenths of the township alone: 1090/11
    (Weighted, ["90/100", "90/100", "51/51"], ["90/1", "90/1", "100/1"], "91.00", Some(Grade::Excellent)), // a township that scores 51 of 100 points, fully: 91/1
    (Weighted, ["90/100", "80/100", "43/51"], ["90/1", "80/1", "4300/51"], "86.43", Some(Grade::Good)), // a township that gives 43 of its 51 points: 4408/51
    (Weighted, ["100/100", "100/100", "25.5/51"], ["100/1", "100/1", "50/1"], "95.00", Some(Grade::Excellent)), // a township that gives half of its 51 points: 95/1
    (Weighted, ["92/100", "92/100", "0/51"], ["92/1", "92/1", "0/1"], "82.80", Some(Grade::Good)), // a township that gives nothing of its 51 points: 414/5
    (Weighted, ["88/100", "84/100", "2.5/10 2.5/10 2.5/10 2.75/11 2.5/10"], ["88/1", "84/1", "25/1"], "80.50", Some(Grade::Good)), // a quarter of the township's 51 points, in five marks: 161/2
    (Weighted, ["81/90", "72/90", "63/90"], ["90/1", "80/1", "70/1"], "85.00", Some(Grade::Good)), // not applicable: the first ten points are out for all: 85/1
    (Weighted, ["36/40", "32/40", "7/10"], ["90/1", "80/1", "70/1"], "85.00", Some(Grade::Good)), // not applicable: what is left counts as a hundred: 85/1
    (Weighted, ["90/100", "90/100", "5/7"], ["90/1", "90/1", "500/7"], "88.14", Some(Grade::Good)), // not applicable: a seventh is left of the township's sheet: 617/7
    (Weighted, ["4/5", "3/4", "1/2"], ["80/1", "75/1", "50/1"], "75.50", Some(Grade::Pass)), // one indicator is left to each: 151/2
    (Weighted, ["3.33/4 3.34/4 3.33/4 10/13", "20.01/25", "2.22/3 1.11/2"], ["80/1", "2001/25", "333/5"], "78.67", Some(Grade::Pass)), // many small marks: 9834/125
    (Weighted, ["87.65/100", "76.54/100", "65.43/100"], ["1753/20", "3827/50", "6543/100"], "82.10", Some(Grade::Good)), // marks of two decimals: 16419/200
    (Weighted, ["25/25 25/25 20/25 20/25", "20/25 20/25 20/25 20/25", "10/25 20/25 20/25 20/25"], ["90/1", "80/1", "70/1"], "85.00", Some(Grade::Good)), // the demo's cards: 85/1
    (Weighted, ["25/25 25/25 25/25 25/25", "25/25 25/25 25/25 25/25", "25/25 25/25 0/25"], ["100/1", "100/1", "200/3"], "96.67", Some(Grade::Excellent)), // three of four indicators for the township: 290/3
    (Weighted, ["90/100", "90/100", ""], ["90/1", "90/1", "-"], "", None), // 0 ÷ 0: nothing applies to the township, so there is no result
    (Weighted, ["", "", ""], ["-", "-", "-"], "", None), // 0 ÷ 0: nothing applies to anybody
    (PointSplit, ["54.25/60", "24/30", "7.5/10"], ["1085/12", "80/1", "75/1"], "85.75", Some(Grade::Good)), // a plain sum
    (PointSplit, ["60/60", "30/30", "10/10"], ["100/1", "100/1", "100/1"], "100.00", Some(Grade::Excellent)), // all full
    (PointSplit, ["0/60", "0/30", "0/10"], ["0/1", "0/1", "0/1"], "0.00", Some(Grade::Fail)), // all nought
    (PointSplit, ["55/60", "26/30", "9/10"], ["275/3", "260/3", "90/1"], "90.00", Some(Grade::Excellent)), // a sum at the first grade
    (PointSplit, ["54.99/60", "26/30", "9/10"], ["1833/20", "260/3", "90/1"], "89.99", Some(Grade::Good)), // a hundredth below it
    (PointSplit, ["36.25/40 18/20", "24/30", "7.5/10"], ["1085/12", "80/1", "75/1"], "85.75", Some(Grade::Good)), // several marks a party
    (PointSplit, ["20.33/60", "10.33/30", "3.33/10"], ["2033/60", "1033/30", "333/10"], "33.99", Some(Grade::Fail)), // thirds do not arise: points have two places
    (PointSplit, ["54/59", "24/30", "7/10"], ["5400/59", "80/1", "70/1"], "", None), // the maxima make 99: no result
    (PointSplit, ["54/60", "24/31", "7/10"], ["90/1", "2400/31", "70/1"], "", None), // the maxima make 101: no result
    (Annual(50), ["89.98", "90.01", ""], ["4499/50", "9001/100", ""], "90.00", Some(Grade::Excellent)), // published results, so 89.995 goes up: 17999/200
    (Annual(50), ["90.01", "89.98", ""], ["9001/100", "4499/50", ""], "90.00", Some(Grade::Excellent)), // the same the other way round: 17999/200
    (Annual(50), ["89.98", "90.00", ""], ["4499/50", "90/1", ""], "89.99", Some(Grade::Good)), // 89.99 stays: 8999/100
    (Annual(50), ["0.00", "0.01", ""], ["0/1", "1/100", ""], "0.01", Some(Grade::Fail)), // half of a hundredth: 1/200
    (Annual(50), ["100.00", "100.00", ""], ["100/1", "100/1", ""], "100.00", Some(Grade::Excellent)), // all full: 100/1
    (Annual(40), ["89.98", "90.01", ""], ["4499/50", "9001/100", ""], "90.00", Some(Grade::Excellent)), // other weights: 44999/500
    (Annual(60), ["89.98", "90.01", ""], ["4499/50", "9001/100", ""], "89.99", Some(Grade::Good)), // other weights, the other way: 11249/125
    (Annual(100), ["85.00", "0.00", ""], ["85/1", "0/1", ""], "85.00", Some(Grade::Good)), // a single phase counts whole: 85/1
];

fn marks(text: &str) -> Vec<Mark> {
    let one = |mark: &str| {
        let (points, max) = mark.split_once('/').unwrap();
        Mark::new(points.parse().unwrap(), max.parse().unwrap()).unwrap()
    };
    text.split_whitespace().map(one).collect()
}

fn told(total: Option<Fraction>) -> String {
    total.map_or("-".to_owned(), |total| total.to_string())
}

fn weighted(weights: &[u8], totals: &[Option<Fraction>]) -> Option<Score> {
    let weights = weights.iter().map(|weight| Share::percent(*weight));
    let parts: Option<Vec<_>> =
        weights.zip(totals).map(|(weight, total)| total.map(|total| (weight, total))).collect();
    weighted_result(&parts?).ok()
}

fn worked(model: Model, parts: [&str; 3]) -> (Vec<String>, Option<Score>) {
    let totals: Vec<Option<Fraction>> = match model {
        Annual(_) => parts[..2].iter().map(|score| Some(score.parse::<Score>().unwrap().exact())).collect(),
        Weighted | PointSplit => parts.iter().map(|part| party_total(&marks(part))).collect(),
    };
    let result = match model {
        Weighted => weighted(&[60, 30, 10], &totals),
        Annual(first) => weighted(&[first, 100 - first], &totals),
        PointSplit => point_split_result(&parts.iter().flat_map(|part| marks(part)).collect::<Vec<_>>()).ok(),
    };
    (totals.into_iter().map(told).collect(), result)
}

#[test]
fn at_least_forty_results_are_what_was_worked_by_hand() {
    assert!(ROWS.len() >= 40);
    let bands = Policy::default().grade_bands.value;
    for (n, (model, parts, totals, result, expected)) in ROWS.iter().enumerate() {
        let (found, score) = worked(*model, *parts);
        let totals: Vec<&str> = totals.iter().copied().filter(|total| !total.is_empty()).collect();
        assert_eq!(found, totals, "row {n}: {parts:?}");
        assert_eq!(score, result.parse().ok(), "row {n}: {parts:?}");
        assert_eq!(score.and_then(|score| grade(&bands, score)), *expected, "row {n}: {parts:?}");
    }
}
