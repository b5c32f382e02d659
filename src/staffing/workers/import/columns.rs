//! The columns of a roster, a line each. A pointer's first member is the body of the endpoint that the rest belongs to.

use crate::{
    db::text_enum::TextEnum as _,
    rules::{
        finding::EmploymentKind,
        qualifications::{CertificateLevel, Education},
    },
    staffing::postings::model::PostingRole,
    tables::reading::{
        Column,
        column::Kind::{Choice, Date, Flag, Text},
    },
};

/// Where the names of an employer and a station become ids.
pub const EMPLOYER: &str = "/worker/employment/organisation_id";
/// The same of a station.
pub const STATION: &str = "/posting/station_id";

const EMPLOYMENT: &[crate::db::text_enum::Label] = EmploymentKind::LABELS;
const LEVEL: &[crate::db::text_enum::Label] = CertificateLevel::LABELS;

/// All columns, in the order of the template. The examples are of nobody.
pub const COLUMNS: &[Column] = &[
    Column::new(("name", "姓名", "Name"), Text, "/worker/name", "王小梅").required(),
    Column::new(
        ("identity_number", "身份号码", "Identity number"),
        Text,
        "/worker/identity_number",
        "469025199203059080",
    ),
    Column::new(("birth_date", "出生日期", "Date of birth"), Date, "/worker/birth_date", "1992-03-05"),
    Column::new(("phone", "电话", "Phone"), Text, "/worker/phone", "13800005678"),
    Column::new(("education", "学历", "Education"), Choice(Education::LABELS), "/worker/education", "本科"),
    Column::new(("major", "专业", "Major"), Text, "/worker/major", "社会工作"),
    Column::new(
        ("social_work_major", "社会工作及相关专业", "Social work or related major"),
        Flag,
        "/worker/social_work_major",
        "是",
    ),
    Column::new(
        ("in_province_graduate", "省内大学毕业", "In-province graduate"),
        Flag,
        "/worker/in_province_graduate",
        "是",
    ),
    Column::new(
        ("in_province_training_base", "省内实训基地实习", "In-province training base"),
        Flag,
        "/worker/in_province_training_base",
        "否",
    ),
    Column::new(("local_household", "本县户籍", "Local household"), Flag, "/worker/local_household", "是"),
    Column::new(
        ("household_address", "户籍地址", "Household address"),
        Text,
        "/worker/household_address",
        "示例乡示例村1号",
    ),
    Column::new(
        ("employment_kind", "聘用方式", "Employment kind"),
        Choice(EMPLOYMENT),
        "/worker/employment/kind",
        "劳动合同",
    ),
    Column::new(
        ("employed_from", "聘用起始日", "Employed from"),
        Date,
        "/worker/employment/from",
        "2023-06-30",
    ),
    Column::new(("employed_to", "聘用终止日", "Employed to"), Date, "/worker/employment/to", "2026-06-30"),
    Column::new(("employer", "用人单位", "Employer"), Text, EMPLOYER, ""),
    Column::new(("station", "站点", "Station"), Text, STATION, "469025100"),
    Column::new(("role", "岗位", "Role"), Choice(PostingRole::LABELS), "/posting/role", "驻站社工"),
    Column::new(("posted_from", "驻站起始日", "Posted from"), Date, "/posting/from", "2023-07-01"),
    Column::new(("posted_to", "驻站终止日", "Posted to"), Date, "/posting/to", ""),
    Column::new(
        ("certificate_level", "证书级别", "Certificate level"),
        Choice(LEVEL),
        "/certificate/level",
        "助理社会工作师",
    ),
    Column::new(
        ("certificate_number", "证书编号", "Certificate number"),
        Text,
        "/certificate/number",
        "2020S469025001",
    ),
    Column::new(
        ("certificate_obtained_on", "证书取得日期", "Certificate obtained on"),
        Date,
        "/certificate/obtained_on",
        "2020-10-17",
    ),
];
