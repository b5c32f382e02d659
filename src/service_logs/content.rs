//! What a log says, as it comes in; a change of it; and the digests by which the same content is known again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, schema::Schema},
};
use uuid::Uuid;
use validator::{Validate, ValidationError, ValidationErrors};

use super::{belonging::BelongsTo, model::ServiceMethod};
use crate::{
    http::{
        Error, Result,
        body::{self, rule_fault},
        fault::Fault,
        text::{Line, Prose},
    },
    personal::Roots,
    premises::record::distinct,
    rules::log_states::LogState,
    text_enum,
};

text_enum! {
    /// As what a log is recorded.
    EntryState {
        /// Still being written.
        Draft = "draft", "草稿", "Draft";
        /// Handed in.
        Submitted = "submitted", "已提交", "Submitted";
    }
}

impl From<EntryState> for LogState {
    fn from(state: EntryState) -> Self {
        match state {
            EntryState::Draft => Self::Draft,
            EntryState::Submitted => Self::Submitted,
        }
    }
}

/// A service to record.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = possible))]
pub struct RecordLog {
    /// The station.
    pub station_id: Uuid,
    /// Code of the item in the county's catalogue.
    #[schema(pattern = "^[0-9A-Za-z.-]{1,20}$", example = "1.1")]
    pub item_code: String,
    /// How the service was given.
    pub method: ServiceMethod,
    /// The day of the service; today or earlier.
    pub served_on: NaiveDate,
    /// When it began on that day, if that is known, in Baisha's time.
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "09:30")]
    pub starts_at: Option<String>,
    /// Who did it, each worker once.
    #[schema(min_items = 1, max_items = 20)]
    pub workers: Vec<WorkerPart>,
    /// How many people were served.
    #[schema(minimum = 0, maximum = 100_000, example = 3)]
    pub people_served: i32,
    /// A place that is no village of the county's list, when it was not at the station.
    pub village: Option<Line>,
    /// Code of the village or community, when it was in one.
    #[schema(pattern = "^[0-9]{12}$", example = "469025100001")]
    pub village_code: Option<String>,
    /// The case, group session or activity of which it is a part. Left out of what is compared when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub belongs_to: Option<BelongsTo>,
    /// What was done. Kept sealed; all the same no identity numbers, telephones or addresses of clients.
    pub summary: Prose,
    /// What came of it; kept sealed as well.
    pub result: Option<Prose>,
    /// The day to come back to it; not before the day of the service.
    pub follow_up_on: Option<NaiveDate>,
    /// Trace files (痕迹资料), uploaded before.
    #[serde(default)]
    #[schema(required = false, max_items = 20)]
    pub attachments: Vec<Uuid>,
    /// Whom it was about, clients of the station, each once; ids only. A merged registration stays as it is named here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")] // a log without clients has the digest it always had
    #[schema(required = false, max_items = 50)]
    pub client_ids: Vec<Uuid>,
    /// `draft` or `submitted`; submitted when absent.
    #[serde(default = "submitted")]
    #[schema(default = "submitted")]
    pub state: EntryState,
}

/// A worker's part in a service.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkerPart {
    /// The worker, employed on the day of the service.
    pub worker_id: Uuid,
    /// Minutes of work, of one day at most.
    #[schema(minimum = 1, maximum = 1440, example = 90)]
    pub minutes: i32,
}

fn submitted() -> EntryState {
    EntryState::Submitted
}

/// What a log cannot say whatever is in the database.
fn possible(log: &RecordLog) -> Result<(), ValidationError> {
    let again = |(n, part): (usize, &WorkerPart)| {
        log.workers.iter().take(n).any(|earlier| earlier.worker_id == part.worker_id)
    };
    if log.workers.iter().enumerate().any(again) {
        return Err(rule_fault("/workers", "repeated", "同一社工只能列一次", "A worker is named twice"));
    }
    if log.follow_up_on.is_some_and(|day| day < log.served_on) {
        let (zh, en) = ("不得早于服务日期", "It cannot be before the day of the service");
        return Err(rule_fault("/follow_up_on", "too_early", zh, en));
    }
    if log.village.is_some() && log.village_code.is_some() {
        let (zh, en) = ("已选村（社区），不再填写地点", "A village is named already");
        return Err(rule_fault("/village", "not_both", zh, en));
    }
    if (1..)
        .zip(&log.client_ids)
        .any(|(n, client)| log.client_ids.iter().skip(n).any(|later| later == client))
    {
        let (zh, en) = ("同一服务对象只能列一次", "A client is named twice");
        return Err(rule_fault("/client_ids", "repeated", zh, en));
    }
    distinct(&log.attachments)
}

impl RecordLog {
    /// Digest of what the log says, whatever the order of its fields, workers and clients.
    pub fn content_hash(&self, roots: &Roots, county: &str) -> Result<Vec<u8>> {
        let mut said = self.clone();
        said.workers.sort_by_key(|part| part.worker_id);
        said.client_ids.sort_unstable();
        let bytes = serde_json_canonicalizer::to_vec(&said).map_err(Error::internal)?;
        roots.digest(county, "service-log-content", &bytes)
    }

    /// Digest of what was done, by its letters and digits; none for a text so short that it repeats by itself.
    pub fn text_hash(&self, roots: &Roots, county: &str) -> Result<Option<Vec<u8>>> {
        let letters: String = self.summary.as_str().chars().filter(|c| c.is_alphanumeric()).collect();
        if letters.chars().count() < REPEATS_BY_ITSELF {
            return Ok(None);
        }
        roots.digest(county, "service-log-text", letters.to_lowercase().as_bytes()).map(Some)
    }

    /// The same after a change. Errors: 422.
    pub fn changed_by(&self, change: &ChangeLog) -> Result<Self> {
        let mut said = serde_json::to_value(self)?;
        if let Some(members) = said.as_object_mut() {
            members.extend(change.0.clone());
        }
        let wrong = |e: serde_json::Error| Fault::body("", "wrong_form", "内容不符合要求", e.to_string());
        body::check(serde_json::from_value(said).map_err(wrong)?)
    }
}

/// Letters and digits below which a text is not compared (ours).
const REPEATS_BY_ITSELF: usize = 20;

/// A change of a log, as a merge patch (RFC 7396): kept as it came, so that nothing of it is lost.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChangeLog(pub Map<String, Value>);

impl Validate for ChangeLog {
    /// What it leads to is checked, not the change alone.
    fn validate(&self) -> Result<(), ValidationErrors> {
        Ok(())
    }
}

impl PartialSchema for ChangeLog {
    fn schema() -> RefOr<Schema> {
        ChangeableFields::schema()
    }
}

impl ToSchema for ChangeLog {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        ChangeableFields::schemas(schemas);
    }
}

/// What of a log can be changed: the members of [`ChangeLog`].
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeableFields {
    /// Code of the item in the county's catalogue.
    #[schema(value_type = String, required = false, pattern = "^[0-9A-Za-z.-]{1,20}$", example = "1.1")]
    pub item_code: Option<String>,
    /// How the service was given.
    #[schema(value_type = ServiceMethod, required = false)]
    pub method: Option<ServiceMethod>,
    /// The day of the service; today or earlier.
    #[schema(value_type = NaiveDate, required = false)]
    pub served_on: Option<NaiveDate>,
    /// When it began on that day; `null` says that it is not known.
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "09:30")]
    pub starts_at: Option<String>,
    /// Who did it, all of them anew, each once.
    #[schema(nullable = false, min_items = 1, max_items = 20)]
    pub workers: Option<Vec<WorkerPart>>,
    /// How many people were served.
    #[schema(value_type = i32, required = false, minimum = 0, maximum = 100_000, example = 3)]
    pub people_served: Option<i32>,
    /// A place that is no village of the county's list; `null` removes it.
    pub village: Option<Line>,
    /// Code of the village or community; `null` removes it.
    #[schema(pattern = "^[0-9]{12}$", example = "469025100001")]
    pub village_code: Option<String>,
    /// The case, group session or activity of which it is a part; `null` removes it.
    pub belongs_to: Option<BelongsTo>,
    /// What was done.
    #[schema(value_type = Prose, required = false)]
    pub summary: Option<Prose>,
    /// What came of it; `null` removes it.
    pub result: Option<Prose>,
    /// The day to come back to it; `null` removes it.
    pub follow_up_on: Option<NaiveDate>,
    /// Trace files, all of them anew.
    #[schema(nullable = false, max_items = 20)]
    pub attachments: Option<Vec<Uuid>>,
    /// Whom it was about, all of them anew.
    #[schema(nullable = false, max_items = 50)]
    pub client_ids: Option<Vec<Uuid>>,
}
