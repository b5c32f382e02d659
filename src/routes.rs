//! Every endpoint, once.

use crate::{endpoint, http::endpoint::Endpoint};

/// The whole tree, in the order of the docs page.
pub fn all() -> Vec<Endpoint> {
    [
        access(),
        places(),
        stations(),
        agreements(),
        catalogue(),
        staffing(),
        service_logs(),
        evaluation(),
        integration(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn access() -> Vec<Endpoint> {
    vec![]
}

fn places() -> Vec<Endpoint> {
    vec![]
}

fn stations() -> Vec<Endpoint> {
    vec![
        endpoint!(stations::public::list_public_stations),
        endpoint!(stations::list::list_stations),
        endpoint!(stations::register::register_station),
        endpoint!(stations::list::get_station),
        endpoint!(stations::change::change_station),
        endpoint!(stations::transition::list_transitions),
        endpoint!(stations::transition::move_station),
    ]
}

fn agreements() -> Vec<Endpoint> {
    vec![]
}

fn catalogue() -> Vec<Endpoint> {
    vec![]
}

fn staffing() -> Vec<Endpoint> {
    vec![]
}

fn service_logs() -> Vec<Endpoint> {
    vec![]
}

fn evaluation() -> Vec<Endpoint> {
    vec![]
}

fn integration() -> Vec<Endpoint> {
    vec![
        endpoint!(integration::changes::list_changes),
        endpoint!(integration::audit_events::list_audit_events),
        endpoint!(integration::audit_events::get_audit_event),
        endpoint!(integration::audit_checkpoints::list_audit_checkpoints),
    ]
}
