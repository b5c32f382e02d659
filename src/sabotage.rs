//! Protections that can be taken out, so that `scripts/faults --prove` sees its tests fail without them. Only in a binary built
//! with the feature `sabotage`; otherwise every question here is a constant `false` and leaves no trace in the program.

/// A protection that nothing outside of the program can take away.
#[derive(Debug, Clone, Copy)]
pub enum Protection {
    /// A write runs to its end without its client (`http/endpoint.rs`).
    Detached,
    /// A connection that is given back inside a transaction is closed (`db/lease.rs`).
    Discarded,
    /// The statements of a write are one transaction (`db/lease.rs`).
    Transaction,
    /// The database is waited for so long and no longer (`db/lease.rs`).
    Bounded,
    /// A token has its time (`auth/token.rs`).
    Times,
    /// A caller is believed for a second (`auth/caller.rs`).
    Believed,
    /// A role may do what the table says (`auth/caller.rs`).
    Permission,
    /// Of a county's stations a caller reaches its own (`auth/reach.rs`).
    Reach,
    /// A body has its time to arrive (`http/body.rs`).
    Arrival,
    /// So has the head of every request but a connection's first (`http/idle.rs`).
    Heads,
    /// Input is held against the document (`http/contract.rs`).
    Contract,
    /// The access log has the path's template (`http/envelope.rs`).
    Template,
}

/// Whether it is taken out.
#[cfg(not(feature = "sabotage"))]
pub const fn is_off(_: Protection) -> bool {
    false
}

/// Whether `SABOTAGE` names it, in small letters; several names are separated by commas.
#[cfg(feature = "sabotage")]
pub fn is_off(protection: Protection) -> bool {
    let name = format!("{protection:?}").to_lowercase();
    std::env::var("SABOTAGE").is_ok_and(|names| names.split(',').any(|one| one == name))
}
