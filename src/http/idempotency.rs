//! `Idempotency-Key`: the first answer is kept for 24 hours, in the transaction of its effect, and given again to the
//! same caller for the same request. The answer is sealed with a key derived from the Idempotency-Key, of which the
//! database has only a hash: what the record says about people can be read only by whoever repeats the request.

use actix_web::{
    HttpRequest,
    http::{Method, header::HeaderValue},
};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods as _, QueryDsl as _, result::Error as DieselError};
use diesel_async::RunQueryDsl as _;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{
    clock::random,
    codes::Code,
    error::{Error, Result},
    exchange::Exchange,
    fault::Fault,
    reply::Rendered,
};
use crate::{db::Conn, schema::idempotency_keys};

/// The key of one request, bound to its caller and its content.
pub struct Key {
    county: String,
    caller: Uuid,
    name: [u8; 32],
    seal: [u8; 32],
    request: [u8; 32],
}

impl Key {
    /// The key of a `POST` that carries one. Errors: those of [`header`].
    pub fn of(
        request: &HttpRequest,
        exchange: &Exchange,
        county: &str,
        caller: Uuid,
    ) -> Result<Option<Self>> {
        let Some(key) = header(request)? else { return Ok(None) };
        let hash = |purpose: &str, bytes: &[u8]| -> [u8; 32] {
            Sha256::new()
                .chain_update(purpose)
                .chain_update(caller.as_bytes())
                .chain_update(bytes)
                .finalize()
                .into()
        };
        let mut what = format!("{} {}\n", request.method(), request.uri()).into_bytes();
        what.extend_from_slice(&exchange.body_hash.get());
        let (name, seal, request) = (hash("name", key), hash("seal", key), hash("request", &what));
        Ok(Some(Self { county: county.to_owned(), caller, name, seal, request }))
    }

    /// Takes the key, or finds the answer that was given. Errors: 409 while another request holds it, 422 when it was
    /// used for another request.
    pub async fn claim(&self, mut conn: &Conn, now: DateTime<Utc>) -> Result<Option<Rendered>> {
        let row = (
            idempotency_keys::county_code.eq(&self.county),
            idempotency_keys::caller_id.eq(self.caller),
            idempotency_keys::key_hash.eq(self.name.as_slice()),
            idempotency_keys::request_hash.eq(self.request.as_slice()),
            idempotency_keys::recorded_at.eq(now),
        );
        let insert = diesel::insert_into(idempotency_keys::table).values(row).on_conflict_do_nothing();
        match insert.execute(&mut conn).await {
            Ok(0) => self.recall(conn).await.map(Some),
            Ok(_) => Ok(None),
            Err(e) if e.to_string().contains("lock timeout") => Err(in_flight(&e)),
            Err(e) => Err(e.into()),
        }
    }

    async fn recall(&self, mut conn: &Conn) -> Result<Rendered> {
        let query = idempotency_keys::table
            .find((&self.county, self.caller, self.name.as_slice()))
            .select((idempotency_keys::request_hash, idempotency_keys::sealed_answer));
        let (request, sealed): (Vec<u8>, Option<Vec<u8>>) = query.first(&mut conn).await?;
        if request != self.request {
            return Err(Error::new(Code::KeyReused));
        }
        let sealed = sealed.ok_or_else(|| Error::internal("an idempotency record without an answer"))?;
        Ok(Rendered { replayed: true, ..self.open(&sealed)? })
    }

    /// Keeps the answer, in the same transaction as its effect.
    pub async fn keep(&self, mut conn: &Conn, answer: &Rendered) -> Result<()> {
        let sealed = self.seal(answer)?;
        let row = idempotency_keys::table.find((&self.county, self.caller, self.name.as_slice()));
        diesel::update(row).set(idempotency_keys::sealed_answer.eq(sealed)).execute(&mut conn).await?;
        Ok(())
    }

    fn seal(&self, answer: &Rendered) -> Result<Vec<u8>> {
        let nonce: [u8; 24] = random();
        let plain = serde_json::to_vec(answer)?;
        let payload = Payload { msg: &plain, aad: &self.name };
        let cipher = XChaCha20Poly1305::new(&self.seal.into());
        let sealed =
            cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| Error::internal("sealing failed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    fn open(&self, sealed: &[u8]) -> Result<Rendered> {
        let broken = || Error::internal("an idempotency record cannot be opened");
        let (nonce, sealed) = sealed.split_first_chunk::<24>().ok_or_else(broken)?;
        let cipher = XChaCha20Poly1305::new(&self.seal.into());
        let payload = Payload { msg: sealed, aad: &self.name };
        let plain = cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| broken())?;
        Ok(serde_json::from_slice(&plain)?)
    }
}

/// Reads the header of a `POST`. Errors: 422 when it is empty, longer than 255 or not printable ASCII.
pub fn header(request: &HttpRequest) -> Result<Option<&[u8]>> {
    let value = request.headers().get("idempotency-key").filter(|_| request.method() == Method::POST);
    let key = value.map(HeaderValue::as_bytes);
    let good = |key: &[u8]| (1..=255).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
    if key.is_none_or(good) {
        return Ok(key);
    }
    let (zh, en) = ("须为1至255个可见ASCII字符", "1 to 255 printable ASCII characters");
    Err(Fault::header("Idempotency-Key", "wrong_format", zh, en).into())
}

fn in_flight(cause: &DieselError) -> Error {
    Error::new(Code::InFlight).retry_after(1).because(cause)
}
