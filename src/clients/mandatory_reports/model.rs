//! Rows of mandatory reports and their steps, and how they are shown.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::{json::Json, planned::among},
    http::{Error, Result, Tx, Versioned},
    personal::Cell,
    rules::mandatory_report::{ReportStanding, standing},
    schema::{mandatory_report_steps, mandatory_reports},
    tables::Tabular,
    text_enum,
};

text_enum! {
    /// A sign that a child is harmed or in danger (after the opinion on mandatory reporting of 2020, art. 4).
    ProtectionSign {
        /// Injuries to private parts, or signs of sexual assault.
        SexualHarm = "sexual_harm", "疑似遭受性侵害", "Signs of sexual harm";
        /// Several injuries, signs of violence.
        Violence = "violence", "疑似遭受殴打、虐待", "Signs of violence";
        /// Not cared for, hungry, ill without treatment.
        Neglect = "neglect", "疑似被遗弃、疏于照料", "Signs of neglect or abandonment";
        /// Unnatural death, injury or poisoning.
        UnnaturalHarm = "unnatural_harm", "非正常损伤、中毒、死亡", "Unnatural injury, poisoning or death";
        /// Missing, bought or sold.
        Trafficking = "trafficking", "疑似失踪、被拐卖", "Missing or trafficked";
        /// Made to beg or to work.
        Exploitation = "exploitation", "疑似被组织乞讨、使用童工", "Made to beg or to work";
        /// In danger of self-harm.
        SelfHarm = "self_harm", "自伤、自杀风险", "Risk of self-harm";
        /// Anything else.
        Other = "other", "其他侵害或危险情形", "Other harm or danger";
    }
}

text_enum! {
    /// A step after signs were seen.
    ReportStepKind {
        /// Reported to an authority.
        Reported = "reported", "报告", "Reported";
        /// More was told to an authority.
        Added = "added", "补充报告", "More told";
        /// An authority answered.
        Answered = "answered", "收到反馈", "Answered";
        /// Help was given.
        Helped = "helped", "救助帮扶", "Helped";
        /// Nothing is left to do.
        Closed = "closed", "办结", "Closed";
    }
}

text_enum! {
    /// To whom harm to a child is reported.
    ReportAuthority {
        /// The police.
        PublicSecurity = "public_security", "公安机关", "Public security";
        /// The procuratorate.
        Procuratorate = "procuratorate", "检察机关", "Procuratorate";
        /// The civil affairs bureau.
        CivilAffairs = "civil_affairs", "民政部门", "Civil affairs";
        /// The education bureau.
        Education = "education", "教育部门", "Education";
        /// The health bureau.
        Health = "health", "卫生健康部门", "Health";
        /// The township government.
        Township = "township", "乡镇人民政府", "Township government";
        /// Another.
        Other = "other", "其他单位", "Other";
    }
}

/// A row of `mandatory_reports`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mandatory_reports, treat_none_as_default_value = false)]
pub struct ReportRow {
    /// Id.
    pub id: Uuid,
    /// Station.
    pub station_id: Uuid,
    /// The child, when it is a client.
    pub client_id: Option<Uuid>,
    /// Signs.
    pub signs: Json<Vec<ProtectionSign>>,
    /// When they were seen.
    pub seen_at: DateTime<Utc>,
    /// Until when at the latest.
    pub due_at: DateTime<Utc>,
    /// When it was reported first.
    pub reported_at: Option<DateTime<Utc>>,
    /// What was seen.
    pub description_sealed: Option<Vec<u8>>,
    /// Who recorded it.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why.
    pub void_reason: Option<String>,
    /// Version.
    pub version: i32,
}

/// Signs that a child is harmed, and whether they were reported.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MandatoryReport {
    /// Id of the report.
    pub id: Uuid,
    /// The station whose worker saw the signs.
    pub station_id: Uuid,
    /// The child, when it is a client.
    pub client_id: Option<Uuid>,
    /// What was seen.
    pub signs: Vec<ProtectionSign>,
    /// When it was seen.
    pub seen_at: DateTime<Utc>,
    /// It is due immediately; later than this is late.
    pub due_at: DateTime<Utc>,
    /// When it was first reported to an authority.
    pub reported_at: Option<DateTime<Utc>>,
    /// How it stands now.
    pub standing: ReportStanding,
    /// What was seen in words: only in the answer about one report, and of a client who is a minor only under an approval.
    pub description: Option<String>,
    /// What was done, in the order of time: only in the answer about one report.
    pub steps: Vec<ReportStep>,
    /// Who recorded it.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each step.
    pub version: i32,
}

impl Tabular for MandatoryReport {
    const NAME: &'static str = "mandatory-reports";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "station_id",
        "client_id",
        "signs",
        "seen_at",
        "due_at",
        "reported_at",
        "standing",
        "recorded_by",
        "recorded_at",
        "voided_at",
        "void_reason",
        "version",
    ];
}

impl Versioned for MandatoryReport {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A step after signs were seen.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = mandatory_report_steps, treat_none_as_default_value = false)]
pub struct ReportStep {
    /// Id of the step.
    pub id: Uuid,
    /// What was done.
    pub kind: ReportStepKind,
    /// To or by which authority.
    pub authority: Option<ReportAuthority>,
    /// When it was done.
    pub taken_at: DateTime<Utc>,
    /// Who recorded it.
    pub recorded_by: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

impl ReportRow {
    /// Whose key seals the description: the child's, or the report's own.
    pub fn key_of(&self) -> Uuid {
        self.client_id.unwrap_or(self.id)
    }

    /// The cell of the description.
    pub fn cell(&self) -> Cell {
        Cell { table: "mandatory_reports", column: "description", row: self.id }
    }

    /// What is shown of it, without what is only for the answer about one.
    pub fn view(self, now: DateTime<Utc>) -> MandatoryReport {
        MandatoryReport {
            id: self.id,
            station_id: self.station_id,
            client_id: self.client_id,
            signs: self.signs.0,
            seen_at: self.seen_at,
            due_at: self.due_at,
            reported_at: self.reported_at,
            standing: standing(self.due_at, self.reported_at, now),
            description: None,
            steps: Vec::new(),
            recorded_by: self.recorded_by,
            recorded_at: self.recorded_at,
            voided_at: self.voided_at,
            void_reason: self.void_reason,
            version: self.version,
        }
    }
}

/// The reports of the stations within reach.
pub fn visible(reach: &Reach) -> mandatory_reports::BoxedQuery<'_, Pg> {
    mandatory_reports::table
        .filter(mandatory_reports::county_code.eq(&reach.county))
        .filter(among(mandatory_reports::station_id, reach.stations()))
        .into_boxed()
}

/// One report within reach, locked until the transaction ends. Errors: 404.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<ReportRow> {
    let one = mandatory_reports::table.find((tx.county(), id)).select(ReportRow::as_select()).for_update();
    let row: ReportRow = one.first(&mut tx.conn()).await?;
    if tx.reach().covers(row.station_id) { Ok(row) } else { Err(Error::not_found()) }
}
