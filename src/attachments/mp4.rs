//! MP4 among its relatives: HEIC, AVIF, QuickTime, M4A and 3GP files begin alike (ISO/IEC 14496-12); the brand tells.

use std::io::{self, Read, Seek};

use super::media_type::read_at;

/// The major brands of MP4 video.
const BRANDS: &[&[u8; 4]] = &[
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9", b"mp41", b"mp42",
    b"avc1", b"M4V ", b"MSNV", b"dash",
];
/// Boxes to look at before `moov`; a recording has it first, or after its data.
const BOXES: usize = 1000;

/// Whether the brand is one of MP4 and the file has its index (`moov`) among whole boxes.
pub fn is_mp4(file: &mut (impl Read + Seek), size: u64) -> io::Result<bool> {
    let brand = read_at(file, 8, 4)?;
    if !BRANDS.iter().any(|known| known.as_slice() == brand) {
        return Ok(false);
    }
    let mut at = 0;
    for _ in 0..BOXES {
        let Some((kind, next)) = one_box(&read_at(file, at, 16)?, at, size) else { return Ok(false) };
        if &kind == b"moov" {
            return Ok(true);
        }
        at = next;
    }
    Ok(false)
}

/// The kind of the box that begins at `at`, and where the next one begins; none if it is not whole.
fn one_box(head: &[u8], at: u64, size: u64) -> Option<([u8; 4], u64)> {
    let kind = *head.get(4..)?.first_chunk()?;
    let next = match u32::from_be_bytes(*head.first_chunk()?) {
        0 => size,
        1 => at.checked_add(u64::from_be_bytes(*head.get(8..)?.first_chunk()?))?,
        length => at.checked_add(length.into())?,
    };
    (next >= at.checked_add(8)? && next <= size).then_some((kind, next))
}
