//! What is known of one request while it is served: shared by the middleware, the extractors and the context.

use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::Rc,
    time::Instant,
};

use actix_web::{HttpMessage as _, HttpRequest, http::header::HeaderMap};
use uuid::Uuid;

use super::locale::Locale;

/// Request id, language and what the access log will say.
#[derive(Debug)]
pub struct Exchange {
    /// Sent back as `X-Request-Id`, in problems, in events and in the log.
    pub request_id: Uuid,
    /// The language of the answer.
    pub locale: Locale,
    /// When the head had been read.
    pub started: Instant,
    /// Who calls, once that is known.
    pub caller: Cell<Option<Uuid>>,
    /// SHA-256 of the body, for the idempotency record.
    pub body_hash: Cell<[u8; 32]>,
    /// limit, remaining, seconds to reset: the `RateLimit` headers.
    pub quota: Cell<Option<(u32, u32, u64)>>,
    /// The template of the path, once an operation serves it.
    pub template: OnceCell<Rc<str>>,
    /// The cause of a failure, for the access log.
    pub cause: RefCell<Option<String>>,
}

impl Exchange {
    /// A new exchange for a request with these headers.
    pub fn begin(request_id: Uuid, headers: &HeaderMap) -> Rc<Self> {
        Rc::new(Self {
            request_id,
            locale: Locale::of(headers),
            started: Instant::now(),
            caller: Cell::default(),
            body_hash: Cell::default(),
            quota: Cell::default(),
            template: OnceCell::default(),
            cause: RefCell::default(),
        })
    }

    /// The exchange of a request; the middleware has put it there.
    pub fn of(request: &HttpRequest) -> Rc<Self> {
        let found = request.extensions().get::<Rc<Self>>().cloned();
        found.unwrap_or_else(|| Self::begin(Uuid::nil(), request.headers()))
    }

    /// The template of the path. An operation has told it; of anything else the router is asked, which tries its patterns
    /// once more. `-`: there is nothing at that path.
    pub fn template(&self, request: &HttpRequest) -> &str {
        self.template.get_or_init(|| request.match_pattern().map_or_else(|| "-".into(), Rc::from))
    }
}
