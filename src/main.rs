//! `stations`: the service and its tools.

use std::process::ExitCode;

/// Answers are made of many small pieces, which it gives and takes faster than glibc; and a password's hash takes 19 MiB, which
/// glibc would keep in the heap of each thread that ever made one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    stations::cli::run()
}
