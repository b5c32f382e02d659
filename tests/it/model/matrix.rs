//! Who may do what, and how far: read from the table that a person has reviewed, not from the code.

use std::collections::HashMap;

/// How far a grant reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    County,
    Stations,
    /// Nothing that these walks touch.
    Nowhere,
}

/// The grants by action and role.
#[derive(Clone)]
pub struct Matrix(HashMap<(String, String), Extent>);

impl Matrix {
    pub fn read() -> Self {
        let text = std::fs::read_to_string("docs/role-matrix.md").unwrap();
        let cells = |line: &str| -> Vec<String> {
            line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
        };
        let mut lines = text.lines().filter(|line| line.starts_with('|'));
        let roles = cells(lines.next().unwrap());
        let mut grants = HashMap::new();
        for row in lines.skip(1).map(cells) {
            for (role, extent) in roles.iter().zip(&row).skip(1).filter(|(_, extent)| *extent != ".") {
                let extent = match extent.as_str() {
                    "county" => Extent::County,
                    "stations" => Extent::Stations,
                    _ => Extent::Nowhere,
                };
                grants.insert((row[0].clone(), role.clone()), extent);
            }
        }
        assert!(grants.len() > 300, "the matrix is not read: {}", grants.len());
        Self(grants)
    }

    /// None is a refusal.
    pub fn extent(&self, role: &str, action: &str) -> Option<Extent> {
        self.0.get(&(action.to_owned(), role.to_owned())).copied()
    }
}
