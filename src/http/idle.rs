//! A client that is not being answered has ten seconds for the whole head of its next request. The HTTP library times the first
//! head of a connection, and the silence before a later one; for the rest of a later head it waits without an end.

use std::{
    any::Any,
    cell::Cell,
    net::{Shutdown, TcpStream},
    os::fd::AsFd as _,
    rc::{Rc, Weak},
    time::{Duration, Instant},
};

use actix_web::{
    body::{BodySize, BoxBody, MessageBody as _},
    dev::{Extensions, ServiceResponse},
    http::ConnectionType,
    rt,
};

use crate::sabotage::{Protection, is_off};

const WITHIN: Duration = Duration::from_secs(10);

/// A connection, and since when none of its requests is being answered; none while one is.
pub struct Idle {
    socket: TcpStream,
    since: Cell<Option<Instant>>,
}

/// Watches a new connection, for as long as it is there.
pub fn watch(connection: &dyn Any, data: &mut Extensions) {
    let stream = connection.downcast_ref::<rt::net::TcpStream>();
    let Some(Ok(socket)) = stream.map(|stream| stream.as_fd().try_clone_to_owned()) else { return };
    let idle = Rc::new(Idle { socket: socket.into(), since: Cell::new(Some(Instant::now())) });
    rt::spawn(end(Rc::downgrade(&idle)));
    data.insert(idle);
}

/// Reading ends, which the library takes for the client's end: it sends what is still to be sent, and closes.
async fn end(connection: Weak<Idle>) {
    while let Some(left) = connection.upgrade().map(|idle| idle.left()) {
        if left.is_zero() && !is_off(Protection::Heads) {
            connection.upgrade().map(|idle| idle.socket.shutdown(Shutdown::Read));
        }
        rt::time::sleep(left.max(Duration::from_secs(1))).await;
    }
}

impl Idle {
    fn left(&self) -> Duration {
        self.since.get().map_or(WITHIN, |since| WITHIN.saturating_sub(since.elapsed()))
    }

    /// A request has come.
    pub fn begin(&self) {
        self.since.set(None);
    }

    /// It is answered by a body that is there; one that has yet to be made takes its time, and the connection ends with it.
    pub fn answered(&self, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
        response.map_body(|head, body| {
            self.since.set(Some(Instant::now()));
            if matches!(body.size(), BodySize::None | BodySize::Sized(0)) {
                return body;
            }
            body.try_into_bytes().map_or_else(
                |stream| {
                    self.since.set(None);
                    head.set_connection_type(ConnectionType::Close);
                    stream
                },
                BoxBody::new,
            )
        })
    }
}
