//! The verdict on a milestone in words.

use chrono::NaiveDate;

use super::{Aim, MilestoneDerivation, MilestoneStatus, MilestoneVerdict};
use crate::bilingual::Bilingual;

/// How it is read off the facts; ours.
pub(super) fn reading(from: Option<MilestoneDerivation>) -> Bilingual {
    use MilestoneDerivation::{Agreements, Evaluation, Opening, Premises, Reports, Staffing};
    let (zh, en) = match from {
        Some(Premises) => (
            "未撤销的各站均已有功能室启用；日期为各站首间功能室启用日中最晚者，此后停用不影响",
            "each station that is not closed has had a room in use; reached on the latest of the stations' first days \
             with a room, whatever came later",
        ),
        Some(Agreements) => (
            "未撤销的各站均已有签订的协议覆盖（含尚未到期限首日的）；日期为各站首个签订日中最晚者",
            "an agreement that covers it, now or later, is signed for each station that is not closed; reached on the \
             latest of the stations' first days of signature",
        ),
        Some(Staffing) => (
            "未撤销的各站均已配齐驻站社工（按S1计数，未运营亦计）；日期为各站首次配齐日中最晚者，此后缺员见配备合规",
            "each station that is not closed has had its resident workers (as S1 counts, also before it operates); \
             reached on the latest of the stations' first days at full strength; later shortages are in the staffing \
             verdicts",
        ),
        Some(Opening) => (
            "未撤销的各站均已进入过运营状态，揭牌不另行登记；日期为各站首次运营日中最晚者",
            "each station that is not closed has operated, the unveiling is not recorded apart; reached on the latest \
             of the stations' first days at work",
        ),
        Some(Reports) => (
            "未撤销的各站均已报送过月度进展报告，逾期报送亦计；日期为各站首次报送日中最晚者，此后是否按时见进展报告",
            "each station that is not closed has submitted a monthly progress report, in time or late; reached on the \
             latest of the stations' first submissions; whether later ones come in time is in the reports",
        ),
        Some(Evaluation) => (
            "未撤销的各站至少有一次评估三方评分表均已提交；日期为最后一张评分表的提交日",
            "each station that is not closed has an evaluation whose three scorecards are in; reached on the day of \
             the last",
        ),
        None => (
            "没有可据以判断的事实，以县民政局的申报为准",
            "there are no facts to follow from, the bureau's declaration decides",
        ),
    };
    Bilingual::new(zh, en)
}

/// The verdict in a sentence, and what the bureau declares where that says something else.
pub(super) fn message(aim: Aim, verdict: &MilestoneVerdict, declared: Option<NaiveDate>) -> Bilingual {
    let told = declared.filter(|on| verdict.reached_on != Some(*on)).map(|on| {
        Bilingual::new(format!("县民政局申报于{on}达成"), format!("the bureau declares it reached on {on}"))
    });
    let parts: Vec<_> = [Some(stands(aim, verdict)), count(verdict), told].into_iter().flatten().collect();
    Bilingual::list(&parts)
}

fn stands(aim: Aim, verdict: &MilestoneVerdict) -> Bilingual {
    let (due, late) = (aim.due_on, verdict.late_days.unwrap_or_default());
    match (verdict.status, verdict.reached_on) {
        (MilestoneStatus::Reached, Some(on)) if late == 0 => {
            Bilingual::new(format!("{on}达成，未逾期"), format!("reached on {on}, in time"))
        }
        (MilestoneStatus::Reached, on) => {
            let on = on.unwrap_or(due);
            Bilingual::new(format!("{on}达成，逾期{late}天"), format!("reached on {on}, days late: {late}"))
        }
        (MilestoneStatus::Due, _) => Bilingual::new(
            format!("尚未达成，最迟{due}（含当日）"),
            format!("not reached, due by {due} (that day included)"),
        ),
        (MilestoneStatus::Late, _) => Bilingual::new(
            format!("尚未达成，期限为{due}，已逾期{late}天"),
            format!("not reached, was due by {due}, days late: {late}"),
        ),
        (MilestoneStatus::Unknown, _) => {
            Bilingual::new("没有可据以判断的事实，也没有申报", "no facts to follow from, and no declaration")
        }
    }
}

/// How many stations, while some lack it.
fn count(verdict: &MilestoneVerdict) -> Option<Bilingual> {
    let progress = verdict.progress.filter(|_| verdict.status != MilestoneStatus::Reached)?;
    let (done, of) = (progress.done, progress.of);
    Some(Bilingual::new(
        format!("{of}个站点中已有{done}个达到"),
        format!("stations that have it: {done} of {of}"),
    ))
}
