//! `stations`: the service and its tools.

use std::process::ExitCode;

fn main() -> ExitCode {
    give_large_blocks_back();
    stations::cli::run()
}

/// A password's hash takes 19 MiB. glibc would keep such a block in the heap of each thread that ever made one (100 MiB
/// after a few sign-ins); above this bound it maps and unmaps them, and stops moving the bound.
fn give_large_blocks_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[expect(
        unsafe_code,
        reason = "a C function; it takes two numbers and is called before any thread is started"
    )]
    // SAFETY: mallopt has no preconditions.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 4 * 1024 * 1024);
    }
}
