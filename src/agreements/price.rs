//! Prices as the database keeps them.

use diesel::{deserialize::FromSql, pg::Pg, prelude::*, sql_types::Numeric};

use crate::rules::money::Money;

/// `numeric(14,2)` as money.
pub struct Price(Option<Money>);

impl From<Price> for Option<Money> {
    fn from(price: Price) -> Self {
        price.0
    }
}

impl Queryable<diesel::sql_types::Nullable<Numeric>, Pg> for Price {
    type Row = Option<Fen>;

    fn build(row: Self::Row) -> diesel::deserialize::Result<Self> {
        Ok(Self(row.map(|fen| fen.0)))
    }
}

/// A number of the database that is an amount.
#[derive(Debug, diesel::deserialize::FromSqlRow)]
pub struct Fen(Money);

impl FromSql<Numeric, Pg> for Fen {
    fn from_sql(bytes: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
        let number = bigdecimal::BigDecimal::from_sql(bytes)?;
        Ok(Self(number.with_scale(2).to_plain_string().parse().map_err(|_| "not an amount of money")?))
    }
}

/// An amount as a number of the database.
pub fn numeric(money: Money) -> bigdecimal::BigDecimal {
    bigdecimal::BigDecimal::new(money.fen().into(), 2)
}
