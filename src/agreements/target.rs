//! Service targets as they are given.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::{
    http::{body::rule_fault, text::Line},
    rules::agreements::ServiceTarget,
};

/// What the contractor is to do in a service year: an item of the catalogue, or a wording.
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "one_of_two"))]
pub struct NewTarget {
    /// The item of the county's service catalogue.
    #[schema(example = "1.2", max_length = 20)]
    pub item_code: Option<String>,
    /// In words, when it is no item.
    pub wording: Option<Line>,
    /// How much, in each service year.
    #[schema(example = 120, minimum = 1, maximum = 1_000_000)]
    pub quantity: u32,
    /// Of what.
    #[schema(example = "人次")]
    pub unit: Line,
}

fn one_of_two(new: &NewTarget) -> Result<(), ValidationError> {
    if new.item_code.is_some() == new.wording.is_some() {
        let (zh, en) = ("服务内容与文字说明须且只能填一项", "Give either an item or a wording");
        return Err(rule_fault("/item_code", "one_of_two", zh, en));
    }
    Ok(())
}

impl From<NewTarget> for ServiceTarget {
    fn from(new: NewTarget) -> Self {
        Self {
            item_code: new.item_code,
            wording: new.wording.map(Line::into),
            quantity: new.quantity,
            unit: new.unit.into(),
        }
    }
}
