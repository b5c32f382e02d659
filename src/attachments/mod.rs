//! Attachments (附件): files that belong to something, kept by content.

pub mod leftovers;
pub mod location;
pub mod media_type;
pub mod model;
pub mod mp4;
pub mod office;
pub mod picture;
pub mod read;
pub mod receive;
pub mod sight;
pub mod store;
pub mod upload;
pub mod upload_body;
pub mod uses;
