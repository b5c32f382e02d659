//! How clients stand on a day: categories, risk, consents, from the facts that hold then. Registrations that were merged
//! stand together.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    kinds::{ClientCategory, ClientKind, ClientQuestion, ConsentBy, RiskLevel},
    opened::Opened,
};
use crate::{
    db::Conn,
    http::Result,
    rules::minors,
    schema::{client_facts, clients},
};

/// How one client stands on a day.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// Its categories, in the order of the list, each once.
    pub categories: Vec<ClientCategory>,
    /// Its risk level: the highest, when merged registrations differ.
    pub risk_level: Option<RiskLevel>,
    /// Whose consents are recorded, or said to be missing for a reason.
    pub consents: Vec<ConsentBy>,
}

type Held = (Uuid, Option<Uuid>, Option<ClientCategory>, Option<RiskLevel>, Option<ConsentBy>);

/// How these clients stand on a day; one statement.
pub async fn of_clients(
    mut conn: &Conn,
    county: &str,
    ids: &[Uuid],
    day: NaiveDate,
) -> Result<HashMap<Uuid, Standing>> {
    let same =
        client_facts::county_code.eq(clients::county_code).and(client_facts::client_id.eq(clients::id));
    let open = client_facts::valid_to.is_null().or(client_facts::valid_to.assume_not_null().gt(day));
    let rows = client_facts::table
        .inner_join(clients::table.on(same))
        .filter(client_facts::county_code.eq(county))
        .filter(clients::id.eq_any(ids).or(clients::merged_into.eq_any(ids)))
        .filter(client_facts::voided_at.is_null())
        .filter(client_facts::valid_from.le(day))
        .filter(open)
        .select((
            clients::id,
            clients::merged_into,
            client_facts::category,
            client_facts::risk_level,
            client_facts::consent_by,
        ));
    let rows: Vec<Held> = rows.load(&mut conn).await?;
    let mut all: HashMap<Uuid, Standing> = HashMap::new();
    for (id, survivor, category, risk, consent) in rows {
        for id in [Some(id), survivor].into_iter().flatten() {
            let standing = all.entry(id).or_default();
            standing.categories.extend(category);
            standing.risk_level = standing.risk_level.max(risk);
            standing.consents.extend(consent);
        }
    }
    for standing in all.values_mut() {
        standing.categories.sort_unstable();
        standing.categories.dedup();
    }
    Ok(all)
}

/// How one client stands on a day.
pub async fn of_client(conn: &Conn, county: &str, id: Uuid, day: NaiveDate) -> Result<Standing> {
    Ok(of_clients(conn, county, &[id], day).await?.remove(&id).unwrap_or_default())
}

impl Standing {
    fn is_of_children(&self) -> bool {
        self.categories.iter().any(|category| category.is_of_children())
    }

    /// What is to be asked about a client on a day.
    pub fn questions(&self, client: &Opened, day: NaiveDate) -> Vec<ClientQuestion> {
        if client.erased || client.merged_into.is_some() {
            return Vec::new();
        }
        let (birth, person) = (client.birth_date, client.kind == ClientKind::Person);
        let guardian = person && minors::needs_guardian_consent(birth, self.is_of_children(), day);
        let asked = [
            (ClientQuestion::ConsentMissing, !guardian && self.consents.is_empty()),
            (
                ClientQuestion::GuardianConsentMissing,
                guardian && !self.consents.contains(&ConsentBy::Guardian),
            ),
            (ClientQuestion::BirthUnknown, person && birth.is_none()),
        ];
        asked.into_iter().filter_map(|(question, holds)| holds.then_some(question)).collect()
    }
}

impl Opened {
    /// Whether it counts as a minor on a day. A household does not; its members do.
    pub fn is_minor(&self, standing: &Standing, day: NaiveDate) -> bool {
        self.kind == ClientKind::Person && minors::is_minor(self.birth_date, standing.is_of_children(), day)
    }
}
