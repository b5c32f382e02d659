//! Cases (个案): work with one person or household, from acceptance to closure or referral. The stages are judged by
//! `rules/case_stages`; what is said of the client is sealed under the client's key and shown by `clients/sight`.

pub mod course;
pub mod erase;
pub mod goals;
pub mod leads;
pub mod list;
pub mod model;
pub mod open;
pub mod outcomes;
pub mod reveal;
pub mod show;
pub mod steps;
pub mod view;
pub mod void;
