//! What kind of file an attachment is: its own bytes tell, down to the directory of an archive and the boxes of a video.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use stations::attachments::media_type::MediaType;

fuzz_target!(|bytes: &[u8]| {
    let size = u64::try_from(bytes.len()).unwrap();
    let kind = MediaType::of(&mut Cursor::new(bytes), size).expect("memory can be read");
    // What stands before a file's beginning makes another file of it, or none.
    let moved = [b"\0", bytes].concat();
    let after = MediaType::of(&mut Cursor::new(&moved), size + 1).expect("memory can be read");
    assert!(after.is_none() || after == Some(MediaType::Mp4) || kind.is_none(), "{kind:?} {after:?}");
});
