//! `stations`: the service and its tools.

use std::process::ExitCode;

fn main() -> ExitCode {
    stations::cli::run()
}
