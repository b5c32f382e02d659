//! Rotation: a new root key, and every person's key wrapped anew by it. Nothing is encrypted again, and the service runs
//! on: it reads either wrapping.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::roots::Roots;
use crate::{
    db::Conn,
    http::Result,
    schema::{counties, personal_keys},
};

/// Keys wrapped anew between two looks at the table.
const BATCH: i64 = 500;

/// Wraps by the newest root key whatever an older one wraps; how many those were. To be repeated after an error: what is
/// done is done.
pub async fn wrap_all_anew(mut conn: &Conn, roots: &Roots) -> Result<usize> {
    let codes: Vec<String> = counties::table.select(counties::code).load(&mut conn).await?;
    let mut done = 0_usize;
    for county in codes {
        loop {
            let batch = older(conn, &county, roots.current().newest()).await?;
            if batch.is_empty() {
                break;
            }
            for (person, version, wrapped) in batch {
                done =
                    done.saturating_add(wrap_one(conn, roots, &county, person, (version, &wrapped)).await?);
            }
        }
    }
    Ok(done)
}

async fn older(mut conn: &Conn, county: &str, newest: i32) -> Result<Vec<(Uuid, i32, Vec<u8>)>> {
    let rows = personal_keys::table
        .filter(personal_keys::county_code.eq(county))
        .filter(personal_keys::root_version.lt(newest))
        .filter(personal_keys::destroyed_at.is_null())
        .order((personal_keys::root_version, personal_keys::person_id))
        .limit(BATCH)
        .select((
            personal_keys::person_id,
            personal_keys::root_version,
            personal_keys::wrapped.assume_not_null(),
        ));
    Ok(rows.load(&mut conn).await?)
}

/// Unless the key was destroyed or wrapped anew meanwhile.
async fn wrap_one(
    mut conn: &Conn,
    roots: &Roots,
    county: &str,
    person: Uuid,
    (version, wrapped): (i32, &[u8]),
) -> Result<usize> {
    let (newest, anew) = roots.wrap_anew(county, person, (version, wrapped))?;
    let same = personal_keys::table
        .find((county, person))
        .filter(personal_keys::root_version.eq(version))
        .filter(personal_keys::destroyed_at.is_null());
    let change = (personal_keys::wrapped.eq(anew), personal_keys::root_version.eq(newest));
    Ok(diesel::update(same).set(change).execute(&mut conn).await?)
}

/// Whether the root keys open what this database holds. Errors: they are those of another installation.
pub async fn check(mut conn: &Conn, roots: &Roots) -> Result<(), String> {
    let newest = personal_keys::table
        .filter(personal_keys::destroyed_at.is_null())
        .order(personal_keys::recorded_at.desc())
        .select((personal_keys::county_code, personal_keys::person_id));
    let one: Option<(String, Uuid)> = newest.first(&mut conn).await.optional().map_err(|e| e.to_string())?;
    let Some((county, person)) = one else { return Ok(()) };
    let opened = roots.keys(conn, &county, &[person]).await;
    opened.map(|_| ()).map_err(|e| {
        format!("PERSONAL_KEYS_FILE does not open the personal data of this database; put the right file there: {e}")
    })
}
