//! From three sheets to the answer of `GET /evaluations/{id}/result`; the arithmetic is `rules::scoring`.

use uuid::Uuid;

use super::{
    frameworks::indicator::{self, Indicator, IndicatorContent},
    model::{EvaluationRow, Party},
    result::{ContentSubtotal, EvaluationResult, Exact, IndicatorWeight, PartyResult, PointCorrection},
};
use crate::{
    db::text_enum::TextEnum as _,
    http::{Error, Result, codes::Code},
    rules::{
        policy::{Policy, ScoringModel},
        scoring::{
            Fraction, Mark, Points, Score, ScoringFault, effective_weight, grade, party_total,
            point_split_result, weighted_result,
        },
        share::Share,
    },
};

/// What one party gave.
pub struct Sheet<'a> {
    /// The party.
    pub party: Party,
    /// Its weight.
    pub weight: Share,
    /// Each indicator it scores, with its mark.
    pub marks: Vec<(&'a Indicator, Mark)>,
    /// The seal of its card, in hexadecimal.
    pub seal: Option<String>,
}

impl Sheet<'_> {
    fn total(&self) -> Result<Fraction> {
        let marks: Vec<Mark> = self.marks.iter().map(|(_, mark)| *mark).collect();
        party_total(&marks).ok_or_else(|| Error::internal("a sheet without indicators"))
    }

    /// All its points as one mark.
    fn whole(&self) -> Result<Mark> {
        let marks = self.marks.iter().map(|(_, mark)| *mark);
        let (points, max) = (sum(marks.clone().map(Mark::points))?, sum(marks.map(Mark::max))?);
        Mark::new(points, max).ok_or_else(|| Error::internal("more points than there are"))
    }

    /// Its weight, where there is one, and what it adds to the result.
    pub fn contribution(&self, model: ScoringModel) -> Result<(Option<Share>, Fraction)> {
        Ok(match model {
            ScoringModel::Weighted => (Some(self.weight), weighted(self.weight, self.total()?)?),
            ScoringModel::PointSplit => (None, plain(self.whole()?.points())?),
        })
    }

    /// What its full marks would add to the result.
    pub fn worth(&self, model: ScoringModel) -> Result<Fraction> {
        match model {
            ScoringModel::Weighted => weighted(self.weight, plain(Points::whole(100))?),
            ScoringModel::PointSplit => plain(self.whole()?.max()),
        }
    }

    fn maxima(&self) -> Vec<Points> {
        self.marks.iter().map(|(_, mark)| mark.max()).collect()
    }
}

/// The whole answer.
pub fn reckon(
    evaluation: &EvaluationRow,
    (policy_id, policy): (Uuid, &Policy),
    indicators: &[Indicator],
    sheets: &[Sheet<'_>],
    corrections: &[PointCorrection],
) -> Result<EvaluationResult> {
    let model = policy.scoring_model.value;
    let result = score(model, sheets)?;
    Ok(EvaluationResult {
        evaluation_id: evaluation.id,
        policy_id,
        scoring_model: model,
        weights_source: policy.weights.source.clone(),
        result,
        grade: grade(&policy.grade_bands.value, result),
        grade_source: policy.grade_bands.source.clone(),
        parties: sheets.iter().map(|sheet| party(model, sheet)).collect::<Result<_>>()?,
        indicators: indicators.iter().map(|one| weight(model, one, sheets)).collect::<Result<_>>()?,
        corrections: corrections.to_vec(),
    })
}

fn score(model: ScoringModel, sheets: &[Sheet<'_>]) -> Result<Score> {
    let scored = match model {
        ScoringModel::Weighted => {
            let totals = sheets.iter().map(|sheet| Ok((sheet.weight, sheet.total()?)));
            weighted_result(&totals.collect::<Result<Vec<_>>>()?)
        }
        ScoringModel::PointSplit => {
            let parts = sheets.iter().map(Sheet::whole).collect::<Result<Vec<_>>>()?;
            point_split_result(&parts)
        }
    };
    scored.map_err(|fault| match fault {
        ScoringFault::NotOneWhole => Error::new(Code::Conflict).detail(
            "指标体系与政策的计分方式不符：各方分值合计不是100",
            "The framework does not fit the policy's scoring model: the parties' shares do not make 100",
        ),
        ScoringFault::OutOfRange => Error::internal(fault),
    })
}

fn party(model: ScoringModel, sheet: &Sheet<'_>) -> Result<PartyResult> {
    let total = sheet.total()?;
    let (weight, contribution) = sheet.contribution(model)?;
    let contents = IndicatorContent::LABELS.iter().filter_map(|one| IndicatorContent::from_code(one.code));
    let contents = contents.map(|content| subtotal(content, sheet)).collect::<Result<Vec<_>>>()?;
    Ok(PartyResult {
        party: sheet.party,
        total: Exact::of(total)?,
        weight,
        contribution: Exact::of(contribution)?,
        contents,
        seal: sheet.seal.clone(),
    })
}

fn subtotal(content: IndicatorContent, sheet: &Sheet<'_>) -> Result<ContentSubtotal> {
    let marks = sheet.marks.iter().filter(|(one, _)| one.content == content).map(|(_, mark)| *mark);
    let (points, max_points) = (sum(marks.clone().map(Mark::points))?, sum(marks.map(Mark::max))?);
    Ok(ContentSubtotal { content, points, max_points })
}

fn weight(model: ScoringModel, one: &Indicator, sheets: &[Sheet<'_>]) -> Result<IndicatorWeight> {
    let by: Vec<&Sheet<'_>> = sheets.iter().filter(|sheet| one.is_scored_by(sheet.party)).collect();
    let worth = match model {
        ScoringModel::Weighted => {
            let maxima: Vec<(Share, Vec<Points>)> =
                by.iter().map(|sheet| (sheet.weight, sheet.maxima())).collect();
            let maxima: Vec<(Share, &[Points])> =
                maxima.iter().map(|(share, points)| (*share, points.as_slice())).collect();
            effective_weight(one.max_points, &maxima)
                .ok_or_else(|| Error::internal("a sheet without indicators"))?
        }
        ScoringModel::PointSplit => plain(one.max_points)?,
    };
    Ok(IndicatorWeight { indicator: one.code.clone(), effective_weight: Exact::of(worth)? })
}

fn weighted(weight: Share, total: Fraction) -> Result<Fraction> {
    let weight = Fraction::new(i128::from(weight.ten_thousandths()), i128::from(Share::WHOLE));
    weight.and_then(|weight| weight.checked_mul(total)).ok_or_else(|| Error::internal("beyond 128 bits"))
}

fn plain(points: Points) -> Result<Fraction> {
    Fraction::new(i128::from(points.hundredths()), 100).ok_or_else(|| Error::internal("no hundredths"))
}

fn sum(points: impl Iterator<Item = Points>) -> Result<Points> {
    let hundredths: u32 = points.map(Points::hundredths).sum();
    indicator::points(i32::try_from(hundredths).map_err(Error::internal)?)
}
