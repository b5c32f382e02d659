mod annual;
mod reading;
mod results;
mod scorecards;
mod verifications;

use crate::harness::{Answer, Persona};

impl Answer {
    /// What a PDF says, its lines put together.
    pub fn printed(&self) -> String {
        reading::printed(&self.bytes)
    }
}

/// A document in PDF.
async fn pdf(by: &Persona<'_>, path: &str) -> Answer {
    let answer = by.get(&format!("{path}/document")).await.ok();
    assert_eq!(answer.headers["content-type"], "application/pdf");
    assert!(answer.bytes.starts_with(b"%PDF-1.7"));
    answer
}
