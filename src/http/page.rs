//! Lists: keyset pages with an opaque cursor.

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use diesel_async::{RunQueryDsl as _, methods::LoadQuery};
use futures_util::future::try_join;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{
        Array, Ref, RefOr, Type,
        schema::{Object, Schema},
    },
};

use super::{
    error::{Error, Result},
    fault::Fault,
    reply::Reply,
};
use crate::db::{Conn, planned::First};

/// `?limit=&after=&count=` of every list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u16>,
    /// The `next` of the page before.
    #[param(max_length = 500)]
    pub after: Option<String>,
    /// `exact` adds `total`.
    #[param(inline)]
    pub count: Option<Count>,
}

/// Whether a list counts its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Count them all.
    Exact,
}

/// One page of a list. Its schema is written by hand, because every list has its own: `StationPage`, not `Page`.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// Pass it as `after` to get the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many there are in all, on `?count=exact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        let text = |about| Object::builder().schema_type(Type::String).description(Some(about));
        let items = Array::builder().items(Ref::from_schema_name(T::name()));
        let page = Object::builder()
            .schema_type(Type::Object)
            .description(Some("One page of a list."))
            .property("items", items.description(Some("The items, in the list's order.")))
            .property("next", text("Pass it as `after` to get the next page; absent on the last."))
            .property(
                "total",
                text("How many there are in all, on `?count=exact`.").schema_type(Type::Integer),
            )
            .required("items");
        page.build().into()
    }
}

impl<T: ToSchema> ToSchema for Page<T> {
    fn name() -> Cow<'static, str> {
        format!("{}Page", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}

impl Paging {
    /// How many rows to ask the database for: one more than the page, to know whether there is a next.
    pub fn fetch(&self) -> i64 {
        i64::from(self.limit.unwrap_or(50)).saturating_add(1)
    }

    /// Where to go on. Errors: 422 when the cursor is not one of this list's.
    pub fn position<K: DeserializeOwned>(&self) -> Result<Option<K>> {
        let Some(after) = &self.after else { return Ok(None) };
        let bytes = URL_SAFE_NO_PAD.decode(after).ok().filter(|bytes| is_readable(bytes));
        let key = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let bad = || Fault::query("after", "bad_cursor", "游标无效", "This is not a cursor of this list");
        key.map(Some).ok_or_else(|| Error::from(bad()))
    }

    /// Loads the rows of a page, and how many there are in all if the caller asks for it: `rows` is the statement of the
    /// list from where it goes on, `all` counts what it shows from its beginning. Both go in one round trip.
    pub async fn read<'q, 'c, T, Q, C>(
        &self,
        conn: &'c Conn,
        rows: Q,
        all: C,
    ) -> Result<(Vec<T>, Option<i64>)>
    where
        T: Send + 'c,
        First<Q>: LoadQuery<'q, &'c Conn, T> + 'q,
        C: LoadQuery<'q, &'c Conn, i64> + 'q,
    {
        self.load(conn, First::of(rows, self.fetch()), all).await
    }

    /// The same where an item of the list is more than one row: the statement has its own limit.
    pub async fn load<'q, 'c, T, Q, C>(
        &self,
        conn: &'c Conn,
        rows: Q,
        all: C,
    ) -> Result<(Vec<T>, Option<i64>)>
    where
        T: Send + 'c,
        Q: LoadQuery<'q, &'c Conn, T> + 'q,
        C: LoadQuery<'q, &'c Conn, i64> + 'q,
    {
        let (mut first, mut second) = (conn, conn);
        let rows = rows.load(&mut first);
        if !self.wants_total() {
            return Ok((rows.await?, None));
        }
        let (found, total) = try_join(rows, all.get_result(&mut second)).await?;
        Ok((found, Some(total)))
    }

    /// Whether the caller asked for `total`.
    pub fn wants_total(&self) -> bool {
        self.count.is_some()
    }

    /// Makes a page of rows fetched with [`Self::fetch`]; `key` is what the list is sorted by.
    pub fn page<T, K: Serialize>(
        &self,
        mut items: Vec<T>,
        total: Option<i64>,
        key: impl Fn(&T) -> K,
    ) -> Result<Page<T>> {
        let limit = usize::from(self.limit.unwrap_or(50));
        let more = items.len() > limit;
        items.truncate(limit);
        let last = items.last().filter(|_| more);
        let next = last.map(|item| serde_json::to_vec(&key(item))).transpose()?;
        Ok(Page { items, next: next.map(|bytes| URL_SAFE_NO_PAD.encode(bytes)), total })
    }
}

/// What PostgreSQL cannot read stands in no cursor of ours: NUL (escaped in JSON) and days with a signed year.
fn is_readable(cursor: &[u8]) -> bool {
    let text = String::from_utf8_lossy(cursor);
    !["\\u", "\"-", "\"+"].iter().any(|part| text.contains(part))
}

impl<T> Page<T> {
    /// The same page of other items.
    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(each).collect(), next: self.next, total: self.total }
    }
}

impl<T: Serialize> Page<T> {
    /// The answer, with `Link: rel="next"`.
    pub fn reply(self) -> Result<Reply<Page<T>>> {
        Ok(Reply::computed(&self)?.next(self.next))
    }
}
