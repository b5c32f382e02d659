//! Statements of fixed words that diesel's own builder cannot say, as those over the columns of many rows (`unnest`). Each is
//! prepared once for a connection, however many rows it writes: `sql_query` is prepared anew each time.

use diesel::{
    expression::{AsExpression, TypedExpressionType},
    pg::Pg,
    prelude::*,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{SqlType, Untyped},
};

/// A statement and the values that stand for its question marks, in their order.
#[must_use = "it is not sent"]
pub struct Fixed<'a> {
    words: &'static str,
    values: Vec<Box<dyn QueryFragment<Pg> + Send + 'a>>,
}

impl<'a> Fixed<'a> {
    /// A statement without values yet. What a caller said is never one of its words.
    pub const fn new(words: &'static str) -> Self {
        Self { words, values: Vec::new() }
    }

    /// The value of the next question mark, of this SQL type.
    pub fn bind<ST, T>(mut self, value: T) -> Self
    where
        ST: SqlType + TypedExpressionType,
        T: AsExpression<ST>,
        T::Expression: QueryFragment<Pg> + Send + 'a,
    {
        self.values.push(Box::new(value.as_expression()));
        self
    }
}

impl QueryFragment<Pg> for Fixed<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let mut values = self.values.iter();
        for (n, words) in self.words.split('?').enumerate() {
            if let Some(value) = (n > 0).then(|| values.next()).flatten() {
                value.walk_ast(out.reborrow())?;
            }
            out.push_sql(words);
        }
        Ok(())
    }
}

/// Its rows are read by the names of their columns.
impl Query for Fixed<'_> {
    type SqlType = Untyped;
}

/// Known by its words.
impl QueryId for Fixed<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

/// A column of some rows, to be bound as an array.
pub fn column<'a, R, T>(rows: &'a [R], read: impl Fn(&'a R) -> T) -> Vec<T> {
    rows.iter().map(read).collect()
}
