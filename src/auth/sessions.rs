//! Sign-ins. One row each; its refresh token changes at every use, and only the hashes of the newest and of the one
//! before it are kept. The one before is taken again while its successor was never presented, because an answer can be
//! lost in the hills; anything else that is presented means that two hold the token, and the session ends.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{is_home, secret};
use crate::{
    http::{Result, Tx},
    schema::sessions,
    text_enum,
};

/// A session ends this long after the sign-in, however often it was refreshed: a working day.
pub const LIFETIME: TimeDelta = TimeDelta::hours(12);

text_enum! {
    /// Why a session ended before its time.
    SessionEnd {
        /// Its user signed out.
        SignedOut = "signed_out", "退出登录", "Signed out";
        /// A refresh token was presented that is neither the newest nor the one before.
        ReuseDetected = "reuse_detected", "刷新令牌被重复使用", "Refresh token reused";
        /// The password was changed or reset.
        PasswordChanged = "password_changed", "密码已修改", "Password changed";
        /// The account was disabled or given another role.
        AccountChanged = "account_changed", "账号已停用或角色变更", "Account disabled or role changed";
    }
}

/// A refresh token: `county.session.secret`.
pub struct RefreshToken {
    /// Home of the account.
    pub county: String,
    /// The sign-in.
    pub session: Uuid,
    secret: String,
}

impl RefreshToken {
    /// A new token of a session.
    pub fn of(county: &str, session: Uuid) -> Self {
        Self { county: county.to_owned(), session, secret: secret::new_secret() }
    }

    /// Reads a token; none when it has not the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let (county, rest) = text.split_once('.')?;
        let (session, secret) = rest.split_once('.')?;
        let session = Uuid::try_parse(session).ok().filter(|_| is_home(county))?;
        Some(Self { county: county.to_owned(), session, secret: secret.to_owned() })
    }

    /// The token as its holder keeps it.
    pub fn to_text(&self) -> String {
        format!("{}.{}.{}", self.county, self.session, self.secret)
    }

    fn hash(&self) -> Vec<u8> {
        secret::hash(&self.secret).to_vec()
    }
}

/// Which token of its session was presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presented {
    /// The newest.
    Newest,
    /// The one before, whose successor nobody has presented yet.
    OneBefore,
    /// Neither.
    Other,
}

/// A session as a row.
#[derive(Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct SessionRow {
    /// Id.
    pub id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// Its last instant.
    pub expires_at: DateTime<Utc>,
    current_hash: Vec<u8>,
    previous_hash: Option<Vec<u8>>,
    ended_at: Option<DateTime<Utc>>,
}

impl SessionRow {
    /// Which of its tokens this is.
    pub fn presented(&self, token: &RefreshToken) -> Presented {
        let is = |kept: &Vec<u8>| secret::fits(&token.secret, kept);
        match (is(&self.current_hash), self.previous_hash.as_ref().is_some_and(is)) {
            (true, _) => Presented::Newest,
            (_, true) => Presented::OneBefore,
            _ => Presented::Other,
        }
    }
}

/// Begins a session. The answer is its first refresh token and its last instant.
pub async fn start(tx: &Tx<'_>, user: Uuid) -> Result<(RefreshToken, DateTime<Utc>)> {
    let token = RefreshToken::of(tx.county(), tx.new_id());
    let expires_at = tx.now().checked_add_signed(LIFETIME).unwrap_or(tx.now());
    let row = (
        sessions::county_code.eq(tx.county()),
        sessions::id.eq(token.session),
        sessions::user_id.eq(user),
        sessions::current_hash.eq(token.hash()),
        sessions::started_at.eq(tx.now()),
        sessions::expires_at.eq(expires_at),
    );
    diesel::insert_into(sessions::table).values(row).execute(&mut tx.conn()).await?;
    Ok((token, expires_at))
}

/// A session that has not ended, locked until the transaction ends.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<Option<SessionRow>> {
    let one = sessions::table.find((tx.county(), id)).select(SessionRow::as_select()).for_update();
    let row: Option<SessionRow> = one.first(&mut tx.conn()).await.optional()?;
    Ok(row.filter(|row| row.ended_at.is_none() && row.expires_at > tx.now()))
}

/// Gives the session its next refresh token. Presenting the one before replaces a successor that got lost.
pub async fn rotate(tx: &Tx<'_>, row: &SessionRow, presented: Presented) -> Result<RefreshToken> {
    let token = RefreshToken::of(tx.county(), row.id);
    let before = match presented {
        Presented::Newest => Some(&row.current_hash),
        _ => row.previous_hash.as_ref(),
    };
    let next = (sessions::current_hash.eq(token.hash()), sessions::previous_hash.eq(before));
    let one = sessions::table.find((tx.county(), row.id));
    diesel::update(one).set(next).execute(&mut tx.conn()).await?;
    Ok(token)
}

/// Ends a session; a second end changes nothing.
pub async fn end(tx: &Tx<'_>, id: Uuid, why: SessionEnd) -> Result<usize> {
    let one = sessions::table.find((tx.county(), id)).filter(sessions::ended_at.is_null());
    let end = (sessions::ended_at.eq(tx.now()), sessions::end_reason.eq(why));
    Ok(diesel::update(one).set(end).execute(&mut tx.conn()).await?)
}

/// Ends every session of a user but one. The answer is how many.
pub async fn end_all_of(tx: &Tx<'_>, user: Uuid, but: Option<Uuid>, why: SessionEnd) -> Result<usize> {
    let open = sessions::table
        .filter(sessions::county_code.eq(tx.county()))
        .filter(sessions::user_id.eq(user))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::id.ne(but.unwrap_or(Uuid::nil())));
    let end = (sessions::ended_at.eq(tx.now()), sessions::end_reason.eq(why));
    Ok(diesel::update(open).set(end).execute(&mut tx.conn()).await?)
}
