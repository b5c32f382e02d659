//! Parts of statements that PostgreSQL plans once for a connection. A prepared statement is planned anew for the values at hand as
//! long as that looks cheaper than one plan for any value; a list of ids or a limit that is bound looks so for ever, because
//! any value of it could be longer than this one. Planning was two thirds of PostgreSQL's time of a read.

use diesel::{
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping},
    pg::Pg,
    prelude::*,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{Array, BigInt, Bool, Nullable, Uuid as SqlUuid},
};
use uuid::Uuid;

/// Which rows of a table are asked for.
#[derive(Debug, Clone, Copy)]
pub enum Ids<'a> {
    /// All that the other filters leave, such as those of a county: a list of thousands takes longer to look up than all.
    Every,
    /// Those of these ids.
    These(&'a [Uuid]),
}

impl<'a> From<&'a [Uuid]> for Ids<'a> {
    fn from(ids: &'a [Uuid]) -> Self {
        Self::These(ids)
    }
}

impl<'a> From<&'a Vec<Uuid>> for Ids<'a> {
    fn from(ids: &'a Vec<Uuid>) -> Self {
        Self::These(ids)
    }
}

/// A filter: see [`among`].
#[derive(Debug, Clone, Copy)]
pub struct Among<'a, C> {
    column: C,
    ids: Ids<'a>,
}

/// Rows whose column is one of these ids. One id is told from many by other words; how many there are, the planner does not see.
pub fn among<'a, C>(column: C, ids: impl Into<Ids<'a>>) -> Among<'a, C>
where
    C: Expression,
    C::SqlType: Identity,
{
    Among { column, ids: ids.into() }
}

/// The SQL types of ids.
pub trait Identity {}
impl Identity for SqlUuid {}
impl Identity for Nullable<SqlUuid> {}

impl<C: Expression> Expression for Among<'_, C> {
    type SqlType = Nullable<Bool>;
}

impl<C: QueryFragment<Pg>> QueryFragment<Pg> for Among<'_, C> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Ids::These(ids) = &self.ids else {
            out.push_sql("TRUE");
            return Ok(());
        };
        self.column.walk_ast(out.reborrow())?;
        if let [one] = ids {
            out.push_sql(" = ");
            return out.push_bind_param::<SqlUuid, _>(one);
        }
        out.push_sql(" = ANY(ARRAY(SELECT unnest(");
        out.push_bind_param::<Array<SqlUuid>, _>(ids)?;
        out.push_sql(")))");
        Ok(())
    }
}

impl<C: AppearsOnTable<QS>, QS> AppearsOnTable<QS> for Among<'_, C> {}
impl<C: SelectableExpression<QS>, QS> SelectableExpression<QS> for Among<'_, C> {}

impl<C: ValidGrouping<G>, G> ValidGrouping<G> for Among<'_, C> {
    type IsAggregate = C::IsAggregate;
}

/// Known by its words, of which there are three kinds.
impl<C> QueryId for Among<'_, C> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

/// The first rows of a query.
#[derive(Debug, Clone, Copy)]
pub struct First<Q> {
    query: Q,
    rows: i64,
}

/// How many rows callers ask for as a rule, and one more: these stand among the words, any other number is bound, so that nobody
/// fills the connections with statements.
const USUAL: [(i64, &str); 4] =
    [(21, " LIMIT 21"), (51, " LIMIT 51"), (101, " LIMIT 101"), (201, " LIMIT 201")];

impl<Q> First<Q> {
    /// The first so many.
    pub const fn of(query: Q, rows: i64) -> Self {
        Self { query, rows }
    }
}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for First<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.query.walk_ast(out.reborrow())?;
        if let Some((_, words)) = USUAL.iter().find(|(rows, _)| *rows == self.rows) {
            out.push_sql(words);
            return Ok(());
        }
        out.push_sql(" LIMIT ");
        out.push_bind_param::<BigInt, _>(&self.rows)
    }
}

impl<Q: Query> Query for First<Q> {
    type SqlType = Q::SqlType;
}

/// Known by its words.
impl<Q> QueryId for First<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

#[cfg(test)]
mod tests {
    use diesel::{debug_query, pg::Pg, prelude::*};
    use uuid::Uuid;

    use super::{First, Ids, among};
    use crate::schema::stations;

    fn words<'a>(ids: impl Into<Ids<'a>>, rows: i64) -> String {
        let query = stations::table.filter(among(stations::id, ids)).select(stations::name);
        let words = debug_query::<Pg, _>(&First::of(query, rows)).to_string();
        words.split_once("WHERE ").unwrap().1.to_owned()
    }

    #[test]
    fn one_id_is_compared_and_many_or_none_are_a_list_of_unknown_length() {
        let id = Uuid::nil();
        assert!(
            words(&[id][..], 51).starts_with("\"stations\".\"id\" = $1 LIMIT 51 "),
            "{}",
            words(&[id][..], 51)
        );
        for ids in [vec![], vec![id, id]] {
            let words = words(&ids, 51);
            assert!(
                words.starts_with("\"stations\".\"id\" = ANY(ARRAY(SELECT unnest($1))) LIMIT 51 "),
                "{words}"
            );
        }
    }

    #[test]
    fn every_row_asks_nothing_of_the_column() {
        let words = words(Ids::Every, 51);
        assert!(words.starts_with("TRUE LIMIT 51 "), "{words}");
    }

    #[test]
    fn an_unusual_limit_is_bound() {
        let words = words(&[Uuid::nil()][..], 8);
        assert!(words.starts_with("\"stations\".\"id\" = $1 LIMIT $2 "), "{words}");
        assert!(words.ends_with(", 8]"), "{words}");
    }
}
