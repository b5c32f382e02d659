//! Checkpoints of the audit trail as signed notes.
#![no_main]

use base64::{Engine as _, engine::general_purpose::STANDARD};
use libfuzzer_sys::fuzz_target;
use stations::audit::note::Note;

fuzz_target!(|input: (u64, [u8; 32], u128, Vec<u8>, &str)| {
    let (size, root, epoch, signature, text) = input;
    let epoch = uuid::Uuid::from_u128(epoch);
    let origin = format!("https://example.org/469025/{epoch}");
    let note =
        format!("{origin}\n{size}\n{}\n\n— {origin} {}\n", STANDARD.encode(root), STANDARD.encode(signature));
    let read = Note::parse(&note).unwrap();
    assert_eq!((read.county.as_str(), read.epoch, read.size, read.root), ("469025", epoch, size, root));
    if let Some(note) = Note::parse(text) {
        assert!(text.contains(&format!("/{}/", note.county)) && text.contains("\n\n— "));
    }
});
