//! Changes of a verdict that the dated facts already show.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Status;
use crate::bilingual::Bilingual;

/// A change of status that the dated facts already show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Change {
    /// First day of the new status.
    pub on: NaiveDate,
    /// The new status.
    pub to_status: Status,
    /// What falls on that day.
    pub causes: Vec<Cause>,
    /// The same in words.
    pub why: Bilingual,
}

/// A dated fact that can turn a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The station enters another state.
    StationState,
    /// An agreement begins to cover the station.
    AgreementBegins,
    /// An agreement covers the station no longer.
    AgreementEnds,
    /// The staffing date is reached.
    StaffingDate,
    /// A posting begins.
    PostingBegins,
    /// A posting ends.
    PostingEnds,
    /// An employment begins.
    EmploymentBegins,
    /// An employment ends.
    EmploymentEnds,
    /// The worker is older than the greatest age.
    Birthday,
    /// The certificate is obtained.
    CertificateObtained,
    /// The certificate is revoked.
    CertificateRevoked,
    /// The grace for the certificate is over.
    GraceEnds,
    /// The registration of a certificate ends.
    RegistrationEnds,
    /// A health statement or examination is made.
    HealthStatement,
    /// A health statement or examination is no longer valid.
    HealthStatementExpires,
    /// Safety education is held.
    SafetyEducation,
    /// Safety education is too long ago.
    SafetyEducationExpires,
    /// An absence that the law does not protect begins.
    AbsenceBegins,
    /// An absence that the law does not protect ends.
    AbsenceEnds,
    /// A room comes into use.
    RoomBegins,
    /// A room is given up.
    RoomEnds,
    /// Equipment comes into use, or its condition changes.
    EquipmentBegins,
    /// Equipment goes out of use, or its condition changes.
    EquipmentEnds,
    /// A safety check is made.
    SafetyCheck,
    /// A safety check is no longer valid.
    SafetyCheckExpires,
    /// A signboard is put up.
    SignageBegins,
    /// A signboard is taken down.
    SignageEnds,
    /// An institution comes into force.
    InstitutionBegins,
    /// An institution is no longer in force.
    InstitutionEnds,
    /// An agreement is signed.
    AgreementSigned,
    /// An amendment of an agreement takes effect.
    AgreementAmended,
    /// A contractor is registered.
    ContractorRegistered,
    /// A service list is filed.
    ServiceListFiled,
    /// A service list is no longer in force.
    ServiceListEnds,
}

impl Cause {
    /// The cause in words.
    #[must_use]
    pub fn describe(self) -> Bilingual {
        let (zh, en) = match self {
            Self::StationState => ("站点状态变更", "the station enters another state"),
            Self::AgreementBegins => ("协议生效", "an agreement begins"),
            Self::AgreementEnds => ("协议终止", "an agreement ends"),
            Self::StaffingDate => ("到达配齐日期", "the staffing date is reached"),
            Self::PostingBegins => ("驻站开始", "a posting begins"),
            Self::PostingEnds => ("驻站结束", "a posting ends"),
            Self::EmploymentBegins => ("聘用开始", "an employment begins"),
            Self::EmploymentEnds => ("聘用结束", "an employment ends"),
            Self::Birthday => ("超过年龄上限", "the worker passes the greatest age"),
            Self::CertificateObtained => ("取得证书", "a certificate is obtained"),
            Self::CertificateRevoked => ("证书被撤销", "a certificate is revoked"),
            Self::GraceEnds => ("取证期限届满", "the grace for the certificate is over"),
            Self::RegistrationEnds => ("证书登记有效期届满", "the registration of a certificate ends"),
            Self::HealthStatement => ("健康承诺或体检", "a health statement or examination is made"),
            Self::HealthStatementExpires => {
                ("健康承诺或体检有效期届满", "a health statement or examination is no longer valid")
            }
            Self::SafetyEducation => ("安全教育", "safety education is held"),
            Self::SafetyEducationExpires => ("安全教育间隔届满", "safety education is too long ago"),
            Self::AbsenceBegins => ("离岗开始", "an absence begins"),
            Self::AbsenceEnds => ("离岗结束", "an absence ends"),
            Self::RoomBegins => ("功能室启用", "a room comes into use"),
            Self::RoomEnds => ("功能室停用", "a room is given up"),
            Self::EquipmentBegins => {
                ("设备启用或状况变化", "equipment comes into use or its condition changes")
            }
            Self::EquipmentEnds => {
                ("设备停用或状况变化", "equipment goes out of use or its condition changes")
            }
            Self::SafetyCheck => ("安全检查", "a safety check is made"),
            Self::SafetyCheckExpires => ("安全检查有效期届满", "a safety check is no longer valid"),
            Self::SignageBegins => ("标牌挂设", "a signboard is put up"),
            Self::SignageEnds => ("标牌撤下", "a signboard is taken down"),
            Self::InstitutionBegins => ("制度生效", "an institution comes into force"),
            Self::InstitutionEnds => ("制度失效", "an institution is no longer in force"),
            Self::AgreementSigned => ("协议签订", "the agreement is signed"),
            Self::AgreementAmended => ("协议变更生效", "an amendment takes effect"),
            Self::ContractorRegistered => ("承接主体登记成立", "the contractor is registered"),
            Self::ServiceListFiled => ("服务清单报送", "a service list is filed"),
            Self::ServiceListEnds => ("服务清单失效", "a service list is no longer in force"),
        };
        Bilingual::new(zh, en)
    }
}
