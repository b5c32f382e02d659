//! The steps of a log on its way: handed in, reviewed, verified, returned, withdrawn.

pub mod list;
pub mod review;
pub mod send_back;
pub mod submit;
pub mod take;
pub mod verify;
pub mod withdraw;
