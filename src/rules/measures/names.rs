//! The facts that can be counted for an indicator.

use crate::text_enum;

text_enum! {
    /// A fact that is counted for an indicator, for the evaluation's own days and station.
    FactName {
        /// Readiness requirements that the contractor has to see to and did not meet on the last day.
        ReadinessFindings = "readiness_findings", "站点达标问题（承接主体）", "Readiness findings of the contractor";
        /// Worker-days on which enough workers were there, of each day no more than required.
        WorkerDaysPresent = "worker_days_present", "在岗人天", "Worker-days present";
        /// Worker-days that were required.
        WorkerDaysRequired = "worker_days_required", "应在岗人天", "Worker-days required";
        /// Days on which workers were posted, of all workers.
        PostedDays = "posted_days", "驻站人天", "Posted days";
        /// Of those, the days on which none of S2 to S6 was broken.
        PostedDaysQualified = "posted_days_qualified", "符合S2至S6的驻站人天", "Posted days with S2 to S6 met";
        /// Days of the longest vacancy within the days counted.
        LongestVacancyDays = "longest_vacancy_days", "最长缺员天数", "Days of the longest vacancy";
        /// Items on the station's filed service list.
        ItemsOnList = "items_on_list", "清单事项数", "Items on the list";
        /// Of those, the items with a verified log.
        ItemsWithVerifiedLogs = "items_with_verified_logs", "有已核实记录的事项数", "Items with verified logs";
        /// Progress reports that fell due.
        ReportsDue = "reports_due", "应报送进展报告数", "Reports due";
        /// Of those, the reports that came in time.
        ReportsOnTime = "reports_on_time", "按时报送数", "Reports on time";
        /// Service logs that count.
        Logs = "logs", "服务记录数", "Service logs";
        /// Of those, the logs with a trace file.
        LogsWithTraceFiles = "logs_with_trace_files", "有痕迹资料的记录数", "Logs with trace files";
        /// Of those, the logs entered within seven days of the service.
        LogsEnteredWithin7Days = "logs_entered_within_7_days", "七日内登记的记录数", "Logs entered within 7 days";
        /// Rectifications that fell due; no feature keeps them yet.
        RectificationsDue = "rectifications_due", "应整改问题数", "Rectifications due";
        /// Of those, the ones closed in time.
        RectificationsOnTime = "rectifications_on_time", "按时整改数", "Rectifications closed on time";
        /// Priority clients of the baseline survey, each once in each of its categories.
        PriorityClientsSurveyed = "priority_clients_surveyed", "摸底重点对象数", "Priority clients in the baseline survey";
        /// Priority clients who were served, each once in each of its categories, as the survey counts them.
        PriorityClientsServed = "priority_clients_served", "已服务重点对象数", "Priority clients served";
        /// Cases that were open on one of the days.
        Cases = "cases", "个案数", "Cases";
        /// Of those, the cases with all four stages recorded.
        CasesStagesComplete = "cases_stages_complete", "阶段完整的个案数", "Cases with all stages";
        /// Goals of those cases.
        Goals = "goals", "个案目标数", "Goals";
        /// Of those, the goals wholly attained.
        GoalsAttained = "goals_attained", "完全达成的目标数", "Goals attained";
        /// Sessions of groups that were still planned when the days began.
        SessionsPlanned = "sessions_planned", "计划小组节数", "Sessions planned";
        /// Sessions held, of each group no more than planned.
        SessionsHeld = "sessions_held", "已开展小组节数", "Sessions held";
        /// Visits due to clients at high risk; nobody keeps the plan of visits yet.
        VisitsDue = "visits_due", "应探访次数", "Visits due";
        /// Of those, the visits made.
        VisitsMade = "visits_made", "已探访次数", "Visits made";
        /// Service logs that a spot check looked at.
        LogsChecked = "logs_checked", "抽查的服务记录数", "Service logs checked";
        /// Of those, the logs that were found as recorded.
        LogsConfirmed = "logs_confirmed", "抽查属实的服务记录数", "Service logs confirmed";
        /// Clients whom a spot check reached.
        ClientsCalled = "clients_called", "回访到的服务对象数", "Clients called";
        /// Of those, the clients who confirmed what was recorded.
        ClientsConfirmed = "clients_confirmed", "回访属实的服务对象数", "Clients who confirmed";
        /// Hours of volunteering that the year asks for; no feature keeps them yet.
        VolunteerHoursTarget = "volunteer_hours_target", "年度志愿服务目标时数", "Volunteer hours to reach";
        /// Confirmed hours of volunteering; no feature keeps them yet.
        VolunteerHoursConfirmed = "volunteer_hours_confirmed", "已确认志愿服务时数", "Volunteer hours confirmed";
        /// Complaints that were upheld; no feature keeps them yet.
        ComplaintsUpheld = "complaints_upheld", "查实投诉数", "Complaints upheld";
        /// Days that complaints lay with the contractor; no feature keeps them yet.
        ComplaintDays = "complaint_days", "投诉在承接主体处理天数", "Days of complaints with the contractor";
        /// Funds disbursed, in fen; no feature keeps them yet.
        FundsDisbursed = "funds_disbursed", "已拨付资金（分）", "Funds disbursed (fen)";
        /// Funds spent since, in fen; no feature keeps them yet.
        FundsSpent = "funds_spent", "已支出资金（分）", "Funds spent (fen)";
        /// Months of pay and insurance that were due; no feature keeps them yet.
        PayMonthsDue = "pay_months_due", "应发放月数", "Months of pay due";
        /// Of those, the months paid in time.
        PayMonthsOnTime = "pay_months_on_time", "按时发放月数", "Months paid on time";
        /// Financial disclosures that were due; no feature keeps them yet.
        DisclosuresDue = "disclosures_due", "应公开次数", "Disclosures due";
        /// Of those, the ones published.
        DisclosuresPublished = "disclosures_published", "已公开次数", "Disclosures published";
    }
}

text_enum! {
    /// What a formula gives where there was nothing to count, 0 ÷ 0.
    ZeroDenominator {
        /// The maximum.
        Full = "full", "满分", "Full marks";
        /// Nothing.
        Zero = "zero", "零分", "Nought";
        /// Nobody can say.
        Unknown = "unknown", "无法判定", "Unknown";
    }
}
