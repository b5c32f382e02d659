//! Organisations: contractors, evaluation agencies and bodies (承接主体、第三方评估机构、单位).

pub mod change;
pub mod list;
pub mod model;
pub mod register;
