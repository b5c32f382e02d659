//! The roles of `docs/security.md`.

crate::text_enum! {
    /// What an account is for; one role an account.
    Role {
        /// Operator of the installation: counties and accounts, no business data.
        PlatformAdmin = "platform_admin", "平台管理员", "Platform administrator";
        /// Provincial department: stations and findings of its counties.
        ProvinceViewer = "province_viewer", "省级查看员", "Province viewer";
        /// County bureau, in charge; scores nothing.
        BureauAdmin = "bureau_admin", "民政局管理员", "Bureau administrator";
        /// County bureau, desk.
        BureauOfficer = "bureau_officer", "民政局经办人", "Bureau officer";
        /// County bureau, scoring.
        BureauScorer = "bureau_scorer", "民政局评分人", "Bureau scorer";
        /// Township government: its own station.
        TownshipOfficer = "township_officer", "乡镇经办人", "Township officer";
        /// Contractor: its workers, agreements, stations.
        ContractorManager = "contractor_manager", "承接主体负责人", "Contractor manager";
        /// Posted worker who leads a station.
        StationLead = "station_lead", "社工站负责人", "Station lead";
        /// Posted worker.
        ResidentWorker = "resident_worker", "驻站社工", "Resident worker";
        /// Evaluation agency, in charge of assignments.
        AgencyManager = "agency_manager", "评估机构负责人", "Agency manager";
        /// Evaluation agency, scoring.
        Evaluator = "evaluator", "评估员", "Evaluator";
        /// Leading group's office: appeals and missed deadlines.
        AppealOfficer = "appeal_officer", "领导小组办公室经办人", "Appeal officer";
        /// County finance bureau.
        FinanceOfficer = "finance_officer", "财政局经办人", "Finance officer";
        /// Audit and discipline: reads all of the county.
        Auditor = "auditor", "审计人员", "Auditor";
    }
}

impl Role {
    /// Whether an account of this role must name its township.
    pub const fn has_township(self) -> bool {
        matches!(self, Role::TownshipOfficer)
    }

    /// Whether an account of this role must name its organisation.
    pub const fn has_organisation(self) -> bool {
        matches!(self, Role::ContractorManager | Role::AgencyManager | Role::Evaluator)
    }

    /// Whether an account of this role must name the worker it belongs to.
    pub const fn has_worker(self) -> bool {
        matches!(self, Role::StationLead | Role::ResidentWorker)
    }
}
