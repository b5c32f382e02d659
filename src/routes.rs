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
    vec![
        endpoint!(evaluation::frameworks::list::list_frameworks),
        endpoint!(evaluation::frameworks::draft::draft_framework),
        endpoint!(evaluation::frameworks::list::get_framework),
        endpoint!(evaluation::frameworks::publish::publish_framework),
        endpoint!(evaluation::list::list_evaluations),
        endpoint!(evaluation::open::open_evaluation),
        endpoint!(evaluation::list::get_evaluation),
        endpoint!(evaluation::transition::list_evaluation_transitions),
        endpoint!(evaluation::transition::move_evaluation),
        endpoint!(evaluation::scorecards::view::get_scorecard),
        endpoint!(evaluation::scorecards::save::save_scorecard),
        endpoint!(evaluation::scorecards::submit::submit_scorecard),
        endpoint!(evaluation::result::get_evaluation_result),
        endpoint!(evaluation::tasks::list_my_tasks),
    ]
}

fn integration() -> Vec<Endpoint> {
    vec![]
}
