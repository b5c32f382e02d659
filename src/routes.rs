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
    vec![
        endpoint!(auth::sign_in::token::issue_token),
        endpoint!(auth::sign_in::revocation::revoke_token),
        endpoint!(auth::sign_in::change_password::change_password),
        endpoint!(auth::sign_in::jwks::list_signing_keys),
        endpoint!(auth::me::get_me),
        endpoint!(auth::users::list::list_users),
        endpoint!(auth::users::register::register_user),
        endpoint!(auth::users::list::get_user),
        endpoint!(auth::users::change::change_user),
        endpoint!(auth::machine_clients::list::list_machine_clients),
        endpoint!(auth::machine_clients::register::register_machine_client),
        endpoint!(auth::machine_clients::list::get_machine_client),
        endpoint!(auth::machine_clients::revoke::revoke_machine_client),
        endpoint!(auth::code_lists::list_code_lists),
    ]
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
    vec![]
}
