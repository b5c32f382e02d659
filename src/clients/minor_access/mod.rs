//! Access to minors' data: asked for, approved by the responsible person for at most twelve months, or taken in an
//! emergency and reviewed (Regulation on the Protection of Minors in Cyberspace art. 36).

pub mod decide;
pub mod end;
pub mod list;
pub mod model;
pub mod opening;
pub mod request;
pub mod review;
