//! The annual report of an agreement as a document.

use chrono::NaiveDate;
use uuid::Uuid;

use super::words;
use crate::{
    documents::sheet::{Cell, Column, Fact, Proof, Sheet, Table},
    rules::{policy::Grade, scoring::Score},
};

/// What an annual report says.
#[derive(Debug, Clone)]
pub struct AnnualReport {
    /// The agreement.
    pub agreement_id: Uuid,
    /// Its number.
    pub agreement: String,
    /// The county's name.
    pub county: String,
    /// The contractor's name.
    pub contractor: String,
    /// First, second … service year of the agreement.
    pub service_year: i32,
    /// First day of the service year.
    pub from: NaiveDate,
    /// First day no longer of it.
    pub to: NaiveDate,
    /// Each station, in the plan's order.
    pub stations: Vec<AnnualStation>,
    /// The mean of the stations' results.
    pub mean: Option<Score>,
    /// The lowest of them.
    pub lowest: Option<Score>,
    /// By how much the mean is above the year before, as it is shown.
    pub trend: Option<String>,
    /// The agreement's grade, where the policy sets one.
    pub grade: Option<Grade>,
    /// What the results say of a renewal, in Chinese.
    pub recommendation: Option<String>,
    /// What the bureau decided, and why, in Chinese.
    pub decision: Option<String>,
    /// The day of the report; none while it is not kept.
    pub dated: Option<NaiveDate>,
}

/// One station's year.
#[derive(Debug, Clone)]
pub struct AnnualStation {
    /// Its name.
    pub station: String,
    /// The published result of the mid-term phase.
    pub mid_term: Option<Score>,
    /// The published result of the final phase.
    pub last: Option<Score>,
    /// The annual result.
    pub result: Option<Score>,
    /// Its grade.
    pub grade: Option<Grade>,
    /// What is to be said of it, as that one phase only was judged.
    pub remark: String,
}

/// The report as a document.
pub fn sheet(report: &AnnualReport, proof: Option<Proof>) -> Sheet {
    let period = format!("第{}服务年度（{}）", report.service_year, words::days(report.from, report.to));
    let mut facts = vec![
        Fact::new("县", &report.county),
        Fact::new("协议编号", &report.agreement),
        Fact::new("承接主体", &report.contractor),
        Fact::new("服务年度", period),
        Fact::new("各站平均", score(report.mean)),
        Fact::new("最低一站", score(report.lowest)),
    ];
    facts.extend(report.trend.as_ref().map(|trend| Fact::new("平均较上年度", trend)));
    facts.extend(report.grade.map(|grade| Fact::new("等次", words::grade(grade))));
    facts.extend(report.recommendation.as_ref().map(|text| Fact::new("续约参考", text)));
    facts.extend(report.decision.as_ref().map(|text| Fact::new("县民政局决定", text)));
    Sheet {
        name: format!("annual-{}-{}", report.agreement_id, report.service_year),
        title: "乡镇社工站年度评估报告".into(),
        dated: report.dated,
        facts,
        tables: vec![stations(report)],
        notes: vec![
            "年度结果由已公布的中期、末期结果加权求得，四舍五入一次，保留两位小数，可据本表验算。".into(),
        ],
        signers: vec!["县民政局".into()],
        proof,
    }
}

fn stations(report: &AnnualReport) -> Table {
    let row = |one: &AnnualStation| {
        vec![
            Cell::text(&one.station),
            figure(one.mid_term),
            figure(one.last),
            figure(one.result),
            Cell::text(one.grade.map_or("—", words::grade)),
            Cell::text(&one.remark),
        ]
    };
    Table {
        heading: "各站年度结果".into(),
        columns: vec![
            Column::new("站点", 5),
            Column::new("中期", 2),
            Column::new("末期", 2),
            Column::new("年度", 2),
            Column::new("等次", 2),
            Column::new("备注", 4),
        ],
        rows: report.stations.iter().map(row).collect(),
    }
}

fn figure(score: Option<Score>) -> Cell {
    score.map_or_else(|| Cell::text("—"), Cell::figure)
}

fn score(score: Option<Score>) -> String {
    score.map_or_else(|| "尚无".to_owned(), |score| score.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::pdf::pdf;

    /// One phase only is told as such, and what is not there as a dash, never as nought.
    #[test]
    fn a_missing_phase_is_no_nought() {
        let station = |mid: &str, last: Option<&str>, remark: &str| AnnualStation {
            station: "牙叉镇社工站".into(),
            mid_term: Some(mid.parse().unwrap()),
            last: last.map(|score| score.parse().unwrap()),
            result: Some("90.00".parse().unwrap()),
            grade: Some(Grade::Excellent),
            remark: remark.into(),
        };
        let report = AnnualReport {
            agreement_id: Uuid::nil(),
            agreement: "2023-01".into(),
            county: "白沙黎族自治县".into(),
            contractor: "青山社会工作服务中心".into(),
            service_year: 1,
            from: "2023-06-30".parse().unwrap(),
            to: "2024-06-30".parse().unwrap(),
            stations: vec![station("89.98", Some("90.01"), ""), station("90.00", None, "仅一期")],
            mean: Some("90.00".parse().unwrap()),
            lowest: None,
            trend: None,
            grade: None,
            recommendation: None,
            decision: None,
            dated: None,
        };
        let sheet = sheet(&report, None);
        let shown: Vec<&str> = sheet.tables[0].rows[1].iter().map(Cell::shown).collect();
        assert_eq!(shown, ["牙叉镇社工站", "90.00", "—", "90.00", "优秀", "仅一期"]);
        assert!(sheet.facts.contains(&Fact::new("最低一站", "尚无")));
        assert!(pdf(&sheet).unwrap().starts_with(b"%PDF"));
    }
}
