//! A JSON file: its value, and where in it something stands.

use serde_json::Value;

use crate::county_plan::{fault::Fault, files::Files};

/// A JSON file.
pub struct Document<'a> {
    file: &'static str,
    text: &'a str,
    /// What it says.
    pub value: Value,
}

impl<'a> Document<'a> {
    /// Reads it; none when it is not there or is no JSON.
    pub fn read(files: &'a Files, file: &'static str, faults: &mut Vec<Fault>) -> Option<Self> {
        let text = files.text(file)?;
        match serde_json::from_str(text) {
            Ok(value) => Some(Self { file, text, value }),
            Err(problem) => {
                let line = u64::try_from(problem.line()).unwrap_or(1).max(1);
                faults.push(Fault::of_line(file, line, format!("not JSON: {problem}")));
                None
            }
        }
    }

    /// A fault of what a pointer leads to.
    pub fn fault(&self, pointer: &str, wrong: impl Into<String>) -> Fault {
        let fault = Fault::of_line(self.file, self.line(pointer), wrong).at(pointer);
        match self.value.pointer(pointer) {
            Some(Value::String(text)) => fault.because_of(text),
            Some(value @ (Value::Number(_) | Value::Bool(_) | Value::Null)) => {
                Fault { value: Some(value.to_string()), ..fault }
            }
            _ => fault,
        }
    }

    /// The line of the innermost member that is there.
    fn line(&self, pointer: &str) -> u64 {
        let mut rest = self.text;
        for name in pointer.split('/').skip(1) {
            let quoted = format!("\"{name}\"");
            rest = rest.split_once(&quoted).map_or(rest, |(_, after)| after);
        }
        let before = self.text.len().saturating_sub(rest.len());
        let lines = self.text.bytes().take(before).filter(|byte| *byte == b'\n').count();
        u64::try_from(lines).unwrap_or_default().saturating_add(1)
    }
}
