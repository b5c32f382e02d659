//! Everything that is logged while tests run, at any level.

use std::sync::{Mutex, PoisonError};

static LOGGED: Mutex<String> = Mutex::new(String::new());

struct Listener;

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata) -> bool {
        true
    }

    fn log(&self, record: &log::Record) {
        if !stations::cli::logging::tells_values(record.metadata()) {
            let mut logged = LOGGED.lock().unwrap_or_else(PoisonError::into_inner);
            logged.push_str(&record.args().to_string());
            logged.push('\n');
        }
    }

    fn flush(&self) {}
}

/// Listens from now on, to every test of this process.
pub fn listen() {
    let _ = log::set_logger(&Listener).map(|()| log::set_max_level(log::LevelFilter::Trace));
}

/// What was heard so far.
pub fn logged() -> String {
    LOGGED.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
