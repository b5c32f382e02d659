//! The facts that readiness is judged by: what a station has, by day. The full records are in `premises/`; here is what
//! the rules ask of them.

use serde::Deserialize;

use crate::{rules::periods::Span, text_enum};

text_enum! {
    /// What a room is for: 两室、两中心, 六（一）.
    RoomFunction {
        /// 社工办公室.
        Office = "office", "社工办公室", "Social workers' office";
        /// 个案工作室.
        CaseworkRoom = "casework_room", "个案工作室", "Casework room";
        /// 社工服务中心.
        ServiceCentre = "service_centre", "社工服务中心", "Social work service centre";
        /// 志愿服务中心.
        VolunteerCentre = "volunteer_centre", "志愿服务中心", "Volunteer service centre";
    }
}

text_enum! {
    /// What kind of equipment, 六（一）3.
    EquipmentKind {
        /// Office equipment: desks, computers, printers, cabinets.
        Office = "office", "办公设备", "Office equipment";
        /// Fire-fighting facilities.
        FireFighting = "fire_fighting", "消防设施", "Fire-fighting facilities";
        /// What services are given with.
        Service = "service", "服务设备", "Service equipment";
        /// Anything else.
        Other = "other", "其他", "Other";
    }
}

text_enum! {
    /// The condition of equipment.
    EquipmentCondition {
        /// In use.
        Working = "working", "完好", "In working order";
        /// To be repaired.
        NeedsRepair = "needs_repair", "待维修", "To be repaired";
        /// Beyond repair.
        Unusable = "unusable", "不可用", "Unusable";
    }
}

text_enum! {
    /// What a safety check looked at.
    SafetyCheckKind {
        /// Fire safety, 六（一）3.
        FireSafety = "fire_safety", "消防安全", "Fire safety";
        /// Electrical installations.
        Electrical = "electrical", "用电安全", "Electrical safety";
        /// The building.
        Building = "building", "房屋安全", "Building safety";
        /// Daily work safety, 三（二）.
        General = "general", "日常安全生产", "General safety";
    }
}

text_enum! {
    /// What a safety check found.
    SafetyCheckResult {
        /// In order.
        Passed = "passed", "合格", "Passed";
        /// Not in order.
        Failed = "failed", "不合格", "Failed";
    }
}

text_enum! {
    /// The institutions 制度 and standing records that a station keeps, 六（二）.
    InstitutionKind {
        /// 组织架构和内部责任分工.
        OrganisationAndDuties = "organisation_and_duties", "组织架构与责任分工", "Organisation and duties";
        /// 运行流程和标准.
        WorkflowAndStandards = "workflow_and_standards", "运行流程和标准", "Workflow and standards";
        /// 人员管理.
        Staff = "staff", "人员管理制度", "Staff";
        /// 财务管理.
        Finance = "finance", "财务管理制度", "Finance";
        /// 志愿者管理.
        Volunteers = "volunteers", "志愿者管理制度", "Volunteers";
        /// 服务场所使用管理.
        Premises = "premises", "服务场所使用管理制度", "Use of premises";
        /// 文书档案管理.
        Archives = "archives", "文书档案管理制度", "Archives";
        /// 服务文书档案.
        ServiceFiles = "service_files", "服务文书档案", "Service files";
        /// 服务对象数据库.
        ClientDatabase = "client_database", "服务对象数据库", "Client database";
        /// 服务承诺.
        ServiceCommitment = "service_commitment", "服务承诺", "Service commitment";
    }
}

/// Something that a station has, for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Has {
    /// What.
    pub what: What,
    /// Its days. Of a safety check: from the day of the check until it is no longer valid. Of a service list: from its filing.
    pub span: Span,
}

/// What a station can have; read from the kind and the body of a row of `station_facts`, but for its service lists.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum What {
    /// A room.
    Room {
        /// What it is for.
        functions: Vec<RoomFunction>,
    },
    /// Equipment.
    Equipment {
        /// Its kind.
        kind: EquipmentKind,
        /// Its condition.
        condition: EquipmentCondition,
    },
    /// A safety check.
    SafetyCheck {
        /// What it looked at.
        kind: SafetyCheckKind,
        /// What it found.
        result: SafetyCheckResult,
    },
    /// A signboard.
    Signage {
        /// The text on it.
        text: String,
        /// Whether it bears the province's mark.
        uses_provincial_mark: bool,
    },
    /// An institution or standing record.
    Institution {
        /// Its kind.
        kind: InstitutionKind,
    },
    /// A filed service list.
    ServiceList {
        /// How many items of the catalogue are on it.
        items: u32,
    },
}
