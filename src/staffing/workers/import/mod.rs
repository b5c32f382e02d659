//! `POST /workers/imports`: a roster (花名册) with the employment, the posting and the certificate of each worker. Every row
//! is judged by the code of the single endpoints, the county is asked once for all of them, and they are written together.

mod against;
mod columns;
mod judge;
mod places;
pub mod roster;
pub mod template;
mod write;
