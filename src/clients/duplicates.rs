//! `GET /clients/duplicates`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::policy::ReadClients,
    db::planned::among,
    http::{Ctx, Error, Page, Paging, Reply, Result},
    schema::clients,
    text_enum,
};

text_enum! {
    /// What two registrations have in common.
    DuplicateSign {
        /// The identity number.
        IdentityNumber = "identity_number", "身份号码相同", "Same identity number";
        /// The telephone.
        Phone = "phone", "电话相同", "Same telephone";
        /// Name and date of birth.
        NameAndBirth = "name_and_birth", "姓名和出生日期相同", "Same name and date of birth";
    }
}

/// Two registrations that may be of one client.
#[derive(Debug, Serialize, ToSchema)]
pub struct DuplicateClients {
    /// The earlier id.
    pub first_id: Uuid,
    /// The later id.
    pub second_id: Uuid,
    /// What they have in common.
    pub signs: Vec<DuplicateSign>,
}

/// Two ids, and which signs they share; null where one of them lacks the value.
type Pair = (Uuid, Uuid, Option<bool>, Option<bool>, Option<bool>);

/// Lists the pairs of clients within reach that have an identity number, a telephone, or name and date of birth in common;
/// `POST /client-merges` joins them. Merged ones are left out. The whole set is compared in one statement, by blind
/// indexes: no value is opened.
#[utoipa::path(get, path = "/api/v1/clients/duplicates", tag = "clients")]
pub async fn list_duplicate_clients(
    ctx: Ctx<ReadClients>,
    paging: Paging,
) -> Result<Reply<Page<DuplicateClients>>> {
    let (reach, other) = (ctx.reach(), diesel::alias!(clients as other));
    // A closure, because the type of the query cannot be written.
    let pairs = |after: Option<(Uuid, Uuid)>| {
        let number = || other.field(clients::identity_number_index).eq(clients::identity_number_index);
        let phone = || other.field(clients::phone_index).eq(clients::phone_index);
        let named = || {
            let born = other.field(clients::birth_date).eq(clients::birth_date);
            other.field(clients::name_index).eq(clients::name_index).and(born)
        };
        let of_a_kind = other
            .field(clients::county_code)
            .eq(clients::county_code)
            .and(other.field(clients::kind).eq(clients::kind))
            .and(other.field(clients::id).gt(clients::id));
        let mut rows = clients::table
            .inner_join(other.on(of_a_kind.and(number().or(phone()).or(named()))))
            .filter(clients::county_code.eq(&reach.county))
            .filter(among(clients::station_id, reach.stations()))
            .filter(among(other.field(clients::station_id), reach.stations()))
            .filter(clients::merged_into.is_null())
            .filter(other.field(clients::merged_into).is_null())
            .select((clients::id, other.field(clients::id), number(), phone(), named()))
            .order((clients::id, other.field(clients::id)))
            .into_boxed();
        if let Some((first, second)) = after {
            let next = clients::id.eq(first).and(other.field(clients::id).gt(second));
            rows = rows.filter(clients::id.gt(first).or(next));
        }
        rows
    };
    let rows = pairs(paging.position()?).limit(paging.fetch());
    let (found, total) = ctx
        .read(async |mut conn| {
            let found: Vec<Pair> = rows.load(&mut conn).await?;
            // Counted by loading: a pair is small, and there are few.
            let total = if paging.wants_total() {
                Some(pairs(None).load::<Pair>(&mut conn).await?.len())
            } else {
                None
            };
            Ok((found, total))
        })
        .await?;
    let total = total.map(i64::try_from).transpose().map_err(Error::internal)?;
    let found = found.into_iter().map(DuplicateClients::from).collect();
    paging.page(found, total, |pair: &DuplicateClients| (pair.first_id, pair.second_id))?.reply()
}

impl From<Pair> for DuplicateClients {
    fn from((first_id, second_id, number, phone, named): Pair) -> Self {
        let signs = [
            (DuplicateSign::IdentityNumber, number),
            (DuplicateSign::Phone, phone),
            (DuplicateSign::NameAndBirth, named),
        ];
        let signs =
            signs.into_iter().filter_map(|(sign, holds)| (holds == Some(true)).then_some(sign)).collect();
        Self { first_id, second_id, signs }
    }
}
