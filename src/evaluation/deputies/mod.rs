//! Deputies (代评人): who scores in a party's place after it missed its time; its own side names him.

pub mod list;
pub mod model;
pub mod name;
