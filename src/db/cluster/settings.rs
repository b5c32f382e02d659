//! The server's settings.

use super::Options;
use super::home::Home;

/// Given at each start rather than written to a file, so that a new version of the service brings its own.
pub(super) fn settings(home: &Home, options: Options) -> Vec<(&'static str, String)> {
    let durable = if options.fsync { "on" } else { "off" };
    let socket = home.socket.to_string_lossy();
    let connections = options.max_connections.to_string();
    [
        ("listen_addresses", ""),
        ("port", "5432"),
        ("unix_socket_directories", &*socket),
        ("unix_socket_permissions", "0700"),
        ("max_connections", &*connections),
        ("shared_buffers", "128MB"),
        ("wal_level", "replica"),
        ("fsync", durable),
        ("synchronous_commit", durable),
        ("full_page_writes", durable),
        ("timezone", "UTC"),
        ("log_timezone", "UTC"),
        ("lc_messages", "C"),
        ("log_destination", "stderr"),
        ("logging_collector", "off"),
        // The details of an error quote the row, which may be about a person.
        ("log_error_verbosity", "terse"),
        // Compiling a query costs more than any query of ours.
        ("jit", "off"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into()
}
