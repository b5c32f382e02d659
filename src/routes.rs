//! Every endpoint, once.

use crate::{endpoint, http::endpoint::Endpoint};

/// The whole tree, in the order of the docs page.
pub fn all() -> Vec<Endpoint> {
    vec![
        endpoint!(stations::public::list_public_stations),
    ]
}
