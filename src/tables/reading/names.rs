//! What rows can name by a word that people use: a station by its township, an item by its code.

use std::collections::HashMap;

use uuid::Uuid;

use crate::http::fault::Fault;

/// Things by name; a name that two things bear is of neither.
#[derive(Debug)]
pub struct Names<T = Uuid>(HashMap<String, Option<T>>);

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Clone + PartialEq> Names<T> {
    /// Adds a name of a thing.
    pub fn add(&mut self, name: String, id: T) {
        self.0
            .entry(name)
            .and_modify(|known| *known = known.take().filter(|known| *known == id))
            .or_insert(Some(id));
    }

    /// Whether something bears the name.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name.trim())
    }

    /// The thing of a name. Errors: a fault at the pointer.
    pub fn id(&self, name: &str, pointer: &str) -> Result<T, Fault> {
        match self.0.get(name.trim()) {
            Some(Some(id)) => Ok(id.clone()),
            Some(None) => {
                let (zh, en) = ("有多个同名对象，请填写代码", "Several have this name: give the code");
                Err(Fault::body(pointer, "ambiguous", zh, en))
            }
            None => Err(Fault::unknown_reference(pointer)),
        }
    }
}
