//! `?as_of=&known_at=`: which day, and known when. For every answer that follows from dated facts.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{Ctx, Result, fault::Fault};
use crate::auth::policy::Action;

/// Which day, and known when.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
pub struct Moment {
    /// What held on this day; today when left out.
    #[param(example = "2023-07-03")]
    pub as_of: Option<NaiveDate>,
    /// Only what the service knew at this instant, not after now; all that is recorded when left out.
    #[param(example = "2023-07-03T02:00:00Z")]
    pub known_at: Option<DateTime<Utc>>,
}

impl Moment {
    /// The day asked about.
    pub fn day<A: Action>(self, ctx: &Ctx<A>) -> NaiveDate {
        self.as_of.unwrap_or_else(|| ctx.today())
    }

    /// Known when. Without a question all that is recorded counts, whatever the clock of the replica that recorded it.
    /// Errors: 422 for what is not known yet.
    pub fn known<A: Action>(self, ctx: &Ctx<A>) -> Result<DateTime<Utc>> {
        match self.known_at {
            None => Ok(DateTime::<Utc>::MAX_UTC),
            Some(at) if at <= ctx.now() => Ok(at),
            Some(_) => {
                Err(Fault::query("known_at", "too_late", "不得晚于现在", "It cannot be later than now")
                    .into())
            }
        }
    }
}
