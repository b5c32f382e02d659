//! Quotas: so many requests a minute for each account, each address without one, and each address that signs in.

use std::{net::IpAddr, num::NonZeroU32};

use actix_web::HttpRequest;
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, QuantaClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};
use uuid::Uuid;

use super::{
    codes::Code,
    error::{Error, Result},
    exchange::Exchange,
};

type Limiter = RateLimiter<Key, DashMapStateStore<Key>, QuantaClock, StateInformationMiddleware>;

/// Whose quota.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// A user or machine client.
    Caller(Uuid),
    /// An address that is not signed in.
    Address(IpAddr),
    /// An address that tries to sign in.
    SignIn(IpAddr),
}

/// The quotas of the process. Each replica counts for itself.
pub struct Quotas {
    requests: Option<(u32, Limiter)>,
    sign_ins: Option<(u32, Limiter)>,
    proxies: usize,
}

impl Quotas {
    /// Limits a minute; 0 switches one off. `proxies` is how many trusted proxies stand in front.
    pub fn new(requests: u32, sign_ins: u32, proxies: usize) -> Self {
        Self { requests: limiter(requests), sign_ins: limiter(sign_ins), proxies }
    }

    /// Counts a request of a caller.
    pub fn caller(&self, id: Uuid, exchange: &Exchange) -> Result<()> {
        spend(self.requests.as_ref(), Key::Caller(id), exchange)
    }

    /// Counts a request without an account.
    pub fn address(&self, request: &HttpRequest, exchange: &Exchange) -> Result<()> {
        spend(self.requests.as_ref(), Key::Address(self.address_of(request)), exchange)
    }

    /// Counts an attempt to sign in.
    pub fn sign_in(&self, request: &HttpRequest, exchange: &Exchange) -> Result<()> {
        spend(self.sign_ins.as_ref(), Key::SignIn(self.address_of(request)), exchange)
    }

    /// The client's address: the peer, or what the nearest trusted proxies say; a header nobody vouches for is ignored.
    pub fn address_of(&self, request: &HttpRequest) -> IpAddr {
        let peer = request.peer_addr().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.ip());
        let header = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
        let Some(hops) = header.filter(|_| self.proxies > 0) else { return peer };
        let told = hops.rsplit(',').nth(self.proxies.saturating_sub(1));
        told.and_then(|text| text.trim().parse().ok()).unwrap_or(peer)
    }

    /// Forgets who has been quiet.
    pub fn tidy(&self) {
        for (_, limiter) in self.requests.iter().chain(&self.sign_ins) {
            limiter.retain_recent();
        }
    }
}

fn limiter(per_minute: u32) -> Option<(u32, Limiter)> {
    let quota = Quota::per_minute(NonZeroU32::new(per_minute)?);
    let limiter = RateLimiter::dashmap_with_clock(quota, QuantaClock::default());
    Some((per_minute, limiter.with_middleware::<StateInformationMiddleware>()))
}

fn spend(limiter: Option<&(u32, Limiter)>, key: Key, exchange: &Exchange) -> Result<()> {
    let Some((limit, limiter)) = limiter else { return Ok(()) };
    match limiter.check_key(&key) {
        Ok(state) => {
            let left = state.remaining_burst_capacity();
            exchange.quota.set(Some((*limit, left, reset(*limit, left))));
            Ok(())
        }
        Err(until) => {
            let wait = until.wait_time_from(QuantaClock::default().now()).as_secs().saturating_add(1);
            exchange.quota.set(Some((*limit, 0, wait)));
            Err(Error::new(Code::TooManyRequests).retry_after(wait))
        }
    }
}

/// Seconds until the whole quota is there again.
fn reset(limit: u32, left: u32) -> u64 {
    u64::from(limit.saturating_sub(left)).saturating_mul(60).div_ceil(u64::from(limit.max(1)))
}
