//! Personal data (个人信息): values about a person are sealed under a key of that person's own, which is wrapped by a root
//! key outside the database; equal values are found by keyed blind indexes; masks show them, reveals are proved.
//! docs/decisions/0008 tells the hierarchy of the keys and what a rotation does.

pub mod envelope;
pub mod erasure;
pub mod given;
pub mod index;
pub mod keys;
pub mod mask;
pub mod reveals;
pub mod roots;
pub mod rotation;
pub mod sensitive;

pub use envelope::Cell;
pub use given::Given;
pub use keys::{KeyRow, PersonKey};
pub use mask::{Kind, Masked};
pub use roots::Roots;
pub use sensitive::Sensitive;
