//! Answers. Serialised once, inside the transaction where there is one, so that a retry can be given the same bytes.

use std::marker::PhantomData;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder, Responder, body::BoxBody, http::StatusCode, web::Bytes,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{error::Result, preconditions};

/// Something with a version, and so an `ETag`.
pub trait Versioned {
    /// Grows by one with each change.
    fn version(&self) -> i32;
}

/// An answer with a body of type `T`; `STATUS` is what OpenAPI says and what a first success is.
#[derive(Debug)]
pub struct Reply<T, const STATUS: u16 = 200> {
    rendered: Rendered,
    of: PhantomData<T>,
}

/// 201 with the new thing.
pub type Created<T> = Reply<T, 201>;
/// 204.
pub type Done = Reply<(), 204>;

/// An answer as bytes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rendered {
    /// HTTP status.
    pub status: u16,
    /// `ETag`.
    pub etag: Option<String>,
    /// `Location`.
    pub location: Option<String>,
    /// Cursor of the next page, for `Link`.
    pub next: Option<String>,
    /// JSON.
    pub body: Vec<u8>,
    /// Given before, to the same Idempotency-Key.
    #[serde(skip)]
    pub replayed: bool,
}

impl<T: Serialize, const STATUS: u16> Reply<T, STATUS> {
    /// An answer without a tag.
    pub fn plain(body: &T) -> Result<Self> {
        Ok(Self::from(Rendered::new(STATUS, serde_json::to_vec(body)?)))
    }

    /// An answer computed from many rows: tagged by its content.
    pub fn computed(body: &T) -> Result<Self> {
        let bytes = serde_json::to_vec(body)?;
        let tag =
            Sha256::digest(&bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>();
        Ok(Self::from(Rendered { etag: Some(format!("\"{tag}\"")), ..Rendered::new(STATUS, bytes) }))
    }

    /// An answer with one resource, tagged by its version.
    pub fn tagged(body: &T) -> Result<Self>
    where
        T: Versioned,
    {
        let mut reply = Self::plain(body)?;
        reply.rendered.etag = Some(preconditions::tag(body.version()));
        Ok(reply)
    }

    /// An answer with one resource that shows differently to different callers or on different days: tagged by its version
    /// and its content. `If-Match` compares the version.
    pub fn tagged_as_shown(body: &T) -> Result<Self>
    where
        T: Versioned,
    {
        let mut reply = Self::plain(body)?;
        let digest = Sha256::digest(&reply.rendered.body);
        let shown = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect::<String>();
        reply.rendered.etag = Some(format!("\"v{}.{shown}\"", body.version()));
        Ok(reply)
    }

    /// Adds `Location`.
    #[must_use]
    pub fn at(mut self, location: String) -> Self {
        self.rendered.location = Some(location);
        self
    }

    /// Adds `Link: rel="next"` with this cursor.
    #[must_use]
    pub fn next(mut self, cursor: Option<String>) -> Self {
        self.rendered.next = cursor;
        self
    }

    /// Answers with another status than the usual one (a PUT that made the thing).
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.rendered.status = status.as_u16();
        self
    }
}

impl Done {
    /// Nothing to say.
    pub fn done() -> Self {
        Self::from(Rendered::new(204, Vec::new()))
    }
}

impl<T, const STATUS: u16> Reply<T, STATUS> {
    /// The answer as bytes.
    pub fn rendered(&self) -> &Rendered {
        &self.rendered
    }
}

impl<T, const STATUS: u16> From<Rendered> for Reply<T, STATUS> {
    fn from(rendered: Rendered) -> Self {
        Self { rendered, of: PhantomData }
    }
}

impl Rendered {
    fn new(status: u16, body: Vec<u8>) -> Self {
        Self { status, body, etag: None, location: None, next: None, replayed: false }
    }
}

/// The `Link` to the next page of a list, by its cursor.
pub fn link(request: &HttpRequest, next: Option<&str>) -> Option<String> {
    let next = next?;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(request.query_string()).ok()?;
    let kept = pairs.into_iter().filter(|(name, _)| name != "after");
    let pairs: Vec<_> = kept.chain([("after".to_owned(), next.to_owned())]).collect();
    Some(format!("<{}?{}>; rel=\"next\"", request.path(), serde_urlencoded::to_string(pairs).ok()?))
}

impl<T, const STATUS: u16> Responder for Reply<T, STATUS> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse<BoxBody> {
        let rendered = self.rendered;
        let unchanged = rendered.etag.as_ref().is_some_and(|etag| preconditions::unchanged(request, etag));
        let status = if unchanged {
            StatusCode::NOT_MODIFIED
        } else {
            StatusCode::from_u16(rendered.status).unwrap_or_default()
        };
        let mut builder = HttpResponseBuilder::new(status);
        let link = link(request, rendered.next.as_deref());
        for (name, value) in [("etag", rendered.etag), ("location", rendered.location), ("link", link)] {
            if let Some(value) = value {
                builder.insert_header((name, value));
            }
        }
        if rendered.replayed {
            builder.insert_header(("idempotent-replayed", "true"));
        }
        if unchanged || rendered.body.is_empty() {
            return builder.finish();
        }
        builder.content_type("application/json").body(Bytes::from(rendered.body))
    }
}
