//! A second county, imported as an operator would, with people of its own.

use std::{collections::BTreeSet, path::Path};

use diesel::{prelude::*, sql_query, sql_types::Text};
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use stations::{
    auth::{accounts::NewAccount, role::Role},
    county_plan,
    db::text_enum::TextEnum as _,
    http::clock::new_id,
};
use uuid::Uuid;

use super::{lab::Lab, persona::Persona};

pub const CHANGJIANG: &str = "469026";
/// The files of its plan: synthetic.
pub const CHANGJIANG_FILES: &str = "tests/it/two_counties/changjiang";

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// What an account belongs to.
#[derive(Default, Clone)]
pub struct Belongs {
    pub township: Option<String>,
    pub organisation: Option<Uuid>,
    pub worker: Option<Uuid>,
}

impl Lab {
    /// Imports the second county.
    pub async fn changjiang(&self) {
        let plan = county_plan::read(Path::new(CHANGJIANG_FILES)).unwrap();
        county_plan::import(&self.database_url, &plan, &self.shared.clock).await.unwrap();
    }

    /// An account of a county, or of its province, that belongs to nothing else.
    pub async fn person_of(&self, county: &str, role: Role) -> Persona<'_> {
        self.member_of(county, role, Belongs::default()).await
    }

    /// An account of a county that belongs to something.
    pub async fn member_of(&self, county: &str, role: Role, belongs: Belongs) -> Persona<'_> {
        let plain = NewAccount::plain(&format!("p{}@{county}", new_id(self.now()).simple()), role);
        let Belongs { township, organisation, worker } = belongs;
        self.account(NewAccount { township, organisation, worker, ..plain }).await
    }

    /// Gives a county's events their positions.
    pub async fn sequence_of(&self, county: &str) {
        stations::audit::sequencer::sequence(&self.conn, county).await.unwrap();
    }

    /// The answers of a query in one column called `line`.
    pub async fn lines(&self, query: &str) -> Vec<String> {
        let lines: Vec<Line> = sql_query(query).load(&mut &self.conn).await.unwrap();
        lines.into_iter().map(|line| line.line).collect()
    }

    /// Every table of county data.
    pub async fn county_tables(&self) -> Vec<String> {
        self.lines(
            "SELECT table_name::text AS line FROM information_schema.columns \
             WHERE table_schema = 'public' AND column_name = 'county_code' ORDER BY 1",
        )
        .await
    }

    /// The rows of a county in a table, as JSON.
    pub async fn rows_of(&self, county: &str, table: &str) -> Vec<Value> {
        let query = format!(
            "SELECT row_to_json(t)::text AS line FROM {table} t WHERE county_code = '{county}' ORDER BY 1"
        );
        self.lines(&query).await.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// All rows of a county, in one text.
    pub async fn everything_of(&self, county: &str) -> String {
        let mut all = String::new();
        for table in self.county_tables().await {
            all.push_str(&json!([table, self.rows_of(county, &table).await]).to_string());
        }
        all
    }

    /// What tells one county from others: ids, names, codes, texts of its rows.
    pub async fn marks_of(&self, county: &str) -> BTreeSet<String> {
        let mut marks = BTreeSet::new();
        for table in self.county_tables().await {
            self.rows_of(county, &table).await.iter().for_each(|row| collect(row, "", &mut marks));
        }
        marks
    }

    /// The ids that a county's rows have in each table: at most so many.
    pub async fn ids_of(&self, county: &str, at_most: usize) -> Vec<(String, Uuid)> {
        let mut ids = Vec::new();
        for table in self.county_tables().await {
            let rows = self.rows_of(county, &table).await;
            let found = rows.iter().filter_map(|row| row["id"].as_str()?.parse().ok());
            ids.extend(found.take(at_most).map(|id: Uuid| (table.clone(), id)));
        }
        ids
    }
}

/// Columns whose text says which county it is, beside the ids that are found everywhere.
const TELLING: [&str; 12] = [
    "name",
    "number",
    "code",
    "username",
    "display_name",
    "summary",
    "township_code",
    "credit_code",
    "name_zh",
    "address",
    "phone",
    "office",
];

fn collect(value: &Value, column: &str, marks: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| collect(value, name, marks)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, column, marks)),
        Value::String(text) if text.parse::<Uuid>().is_ok_and(|id| !id.is_nil()) => {
            marks.insert(text.clone());
        }
        Value::String(text) if TELLING.contains(&column) && text.chars().count() > 3 => {
            marks.insert(text.clone());
        }
        _ => {}
    }
}

/// Every role that has its home in a county.
pub fn county_roles() -> impl Iterator<Item = Role> {
    let all = Role::LABELS.iter().filter_map(|label| Role::from_code(label.code));
    all.filter(|role| !matches!(role, Role::PlatformAdmin | Role::ProvinceViewer))
}
