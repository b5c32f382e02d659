//! `GET /code-lists`: every enum of the API with its labels, so that no front end keeps its own. Public, because a
//! sign-in page and the public complaint form show some of them, and they say nothing about anybody.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::{
        policy::Public,
        role::Role,
        sessions::SessionEnd,
        sign_in::token::{AssertionType, GrantType},
    },
    db::text_enum::{Label, TextEnum as _},
    http::{Ctx, Reply, Result},
    stations::model::StationState,
};

/// Every list by its name, a line each.
const LISTS: &[(&str, &[Label])] = &[
    ("assertion_type", AssertionType::LABELS),
    ("grant_type", GrantType::LABELS),
    ("role", Role::LABELS),
    ("session_end", SessionEnd::LABELS),
    ("station_state", StationState::LABELS),
];

/// All lists.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeLists {
    /// The lists, by name.
    pub items: Vec<CodeList>,
}

/// The values of one enum.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeList {
    /// Name of the list.
    #[schema(example = "station_state")]
    pub name: &'static str,
    /// Its values in order.
    pub values: &'static [Label],
}

/// Lists every enum of the API with its Chinese and English labels.
#[utoipa::path(get, path = "/api/v1/code-lists", tag = "access")]
pub async fn list_code_lists(_ctx: Ctx<Public>) -> Result<Reply<CodeLists>> {
    let items = LISTS.iter().map(|(name, values)| CodeList { name, values }).collect();
    Reply::computed(&CodeLists { items })
}
