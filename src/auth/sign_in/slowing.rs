//! Wrong passwords slow an account down, never for ever: from the 5th in a row the next try waits 1 s, 2 s, 4 s … up
//! to a quarter of an hour. Counted by the hash of the name tried, whether or not there is such an account.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::login::Login;
use crate::{
    auth::policy::Public,
    http::{Ctx, Error, Result, Tx, codes::Code},
    schema::sign_in_failures,
};

/// Failures before the first wait.
const FREE: i32 = 5;
/// The longest wait, in seconds.
const LONGEST: i64 = 900;

/// Counts the attempt as failed, for as long as [`forgive`] does not take it back: so guesses sent at once, or dropped
/// half way, count as well. Errors: 429 while the name has to wait.
pub async fn count(ctx: &Ctx<Public>, login: &Login) -> Result<()> {
    let counted = async |tx: &Tx<'_>| {
        let (failures, last) = lock(tx, login).await?;
        let wait = left(failures, last, tx.now());
        if wait > 0 {
            return Ok(Err(Error::new(Code::TooManyRequests).retry_after(wait)));
        }
        let next = (
            sign_in_failures::failures.eq(failures.saturating_add(1)),
            sign_in_failures::last_failed_at.eq(tx.now()),
        );
        let one = sign_in_failures::table.find((tx.county(), login.hash()));
        diesel::update(one).set(next).execute(&mut tx.conn()).await?;
        Ok(Ok(()))
    };
    ctx.decide_in(&login.county, counted).await?
}

async fn lock(tx: &Tx<'_>, login: &Login) -> Result<(i32, DateTime<Utc>)> {
    let first = (
        sign_in_failures::county_code.eq(tx.county()),
        sign_in_failures::login_hash.eq(login.hash()),
        sign_in_failures::failures.eq(0),
        sign_in_failures::last_failed_at.eq(tx.now()),
    );
    let insert = diesel::insert_into(sign_in_failures::table).values(first).on_conflict_do_nothing();
    insert.execute(&mut tx.conn()).await?;
    let one = sign_in_failures::table.find((tx.county(), login.hash())).for_update();
    let columns = (sign_in_failures::failures, sign_in_failures::last_failed_at);
    Ok(one.select(columns).first(&mut tx.conn()).await?)
}

/// Takes back what was counted: the password was right.
pub async fn forgive(tx: &Tx<'_>, login: &Login) -> Result<()> {
    let one = sign_in_failures::table.find((tx.county(), login.hash()));
    diesel::delete(one).execute(&mut tx.conn()).await?;
    Ok(())
}

/// Seconds until the next try is heard.
fn left(failures: i32, last: DateTime<Utc>, now: DateTime<Utc>) -> u64 {
    let Ok(doublings) = u32::try_from(failures.saturating_sub(FREE)) else { return 0 };
    let wait = TimeDelta::seconds(2i64.saturating_pow(doublings).min(LONGEST));
    let left = wait.checked_sub(&now.signed_duration_since(last)).unwrap_or_default();
    u64::try_from(left.num_milliseconds()).unwrap_or_default().div_ceil(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_from_the_fifth_failure_up_to_a_quarter_of_an_hour() {
        let last: DateTime<Utc> = "2023-07-03T02:00:00Z".parse().unwrap();
        for (failures, wait) in
            [(0, 0), (4, 0), (5, 1), (6, 2), (10, 32), (14, 512), (15, 900), (i32::MAX, 900)]
        {
            assert_eq!(left(failures, last, last), wait, "{failures}");
        }
        assert_eq!(left(6, last, last + TimeDelta::milliseconds(1500)), 1);
        assert_eq!(left(6, last, last + TimeDelta::seconds(2)), 0);
    }
}
