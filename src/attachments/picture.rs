//! A picture alone, without what its file says besides: place, time, device, authors, thumbnails, and whatever follows its end.
//! Of each format is kept by name what shows the picture; anything else is left out, known or not. Pixels are not touched.

use super::media_type::MediaType;

/// The picture alone; none when the file is no picture, or breaks off.
pub fn bare(kind: MediaType, file: &[u8]) -> Option<Vec<u8>> {
    match kind {
        MediaType::Jpeg => jpeg(file),
        MediaType::Png => png(file),
        MediaType::Webp => webp(file),
        _ => None,
    }
}

/// Segments up to the first end of image (ITU-T T.81, annex B): what telephones put behind it are other pictures and films.
fn jpeg(file: &[u8]) -> Option<Vec<u8>> {
    let (mut bare, mut rest) = (vec![0xFF, 0xD8], file.strip_prefix(&[0xFF, 0xD8])?);
    loop {
        let (marker, after) = marker(rest)?;
        match marker {
            0xD9 => {
                bare.extend([0xFF, 0xD9]);
                return Some(bare);
            }
            // These have no content.
            0x01 | 0xD0..=0xD7 => rest = after,
            _ => {
                let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
                let (segment, after) = after.split_at_checked(length)?;
                let content = segment.get(2..)?;
                if shows(marker, content) {
                    bare.extend([0xFF, marker]);
                    bare.extend(segment);
                } else if let Some(turned) = content.strip_prefix(EXIF).and_then(orientation) {
                    bare.extend(only_turned(turned));
                }
                let scan = if marker == 0xDA { scan_end(after)? } else { 0 };
                bare.extend(after.get(..scan)?);
                rest = after.get(scan..)?;
            }
        }
    }
}

/// The marker that comes next, after any fill bytes.
fn marker(rest: &[u8]) -> Option<(u8, &[u8])> {
    let fill = rest.iter().take_while(|byte| **byte == 0xFF).count();
    let (marker, after) = rest.get(fill..)?.split_first()?;
    (fill > 0 && *marker != 0).then_some((*marker, after))
}

/// Where the data of a scan end: at a marker that is neither a stuffed byte nor a restart.
fn scan_end(data: &[u8]) -> Option<usize> {
    data.windows(2).position(|two| matches!(two, [0xFF, 0x01..=0xCF | 0xD8..=0xFE]))
}

/// Whether a segment is needed to show the picture: tables, frames and scans; of the applications' JFIF without a
/// thumbnail, colour profiles and Adobe's colour transform.
fn shows(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xC0..=0xCF | 0xDA..=0xDF => true,
        0xE0 => content.starts_with(b"JFIF\0") && content.len() == 14,
        0xE2 => content.starts_with(b"ICC_PROFILE\0"),
        0xEE => content.starts_with(b"Adobe"),
        _ => false,
    }
}

const EXIF: &[u8] = b"Exif\0\0";

/// How a picture that was taken on its side is to be turned (Exif 2.32, 4.6.4, tag 0x0112).
fn orientation(exif: &[u8]) -> Option<u8> {
    let little = exif.starts_with(b"II*\0");
    if !little && !exif.starts_with(b"MM\0*") {
        return None;
    }
    let short = |at: usize| {
        let two = *exif.get(at..)?.first_chunk()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let four = *exif.get(4..)?.first_chunk()?;
    let first = if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
    let first = usize::try_from(first).ok()?;
    let entries = (0..usize::from(short(first)?)).map(|n| first.saturating_add(2 + 12 * n));
    let turned = entries.take_while(|at| *at < exif.len()).find(|at| short(*at) == Some(0x0112))?;
    let turned = u8::try_from(short(turned.saturating_add(8))?).ok()?;
    (1..=8).contains(&turned).then_some(turned)
}

/// An Exif segment that says nothing but how the picture is to be turned.
fn only_turned(turned: u8) -> Vec<u8> {
    let entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0];
    let head = [&[0xFF, 0xE1, 0, 34][..], EXIF, b"MM\0*\0\0\0\x08\0\x01"].concat();
    [&head[..], &entry, &[0; 4]].concat()
}

const PNG: &[u8] = b"\x89PNG\r\n\x1A\n";
/// What shows a PNG: pixels, colours, transparency, size of a pixel, frames (W3C PNG, third edition).
const PNG_KEPT: [&[u8]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

fn png(file: &[u8]) -> Option<Vec<u8>> {
    let (mut bare, mut rest) = (PNG.to_vec(), file.strip_prefix(PNG)?);
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let (chunk, after) = rest.split_at_checked(length.checked_add(12)?)?;
        let name = chunk.get(4..8)?;
        if PNG_KEPT.contains(&name) {
            bare.extend(chunk);
        }
        if name == b"IEND" {
            return Some(bare);
        }
        rest = after;
    }
}

/// What shows a WebP (RFC 9649): pixels, transparency, frames, colours.
const WEBP_KEPT: [&[u8]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// The bits of `VP8X` that announce Exif and XMP.
const WEBP_SAYS: u8 = 0b0000_1100;

fn webp(file: &[u8]) -> Option<Vec<u8>> {
    let (head, rest) = file.split_at_checked(12)?;
    let told = usize::try_from(u32::from_le_bytes(*head.get(4..)?.first_chunk()?)).ok()?;
    let (mut bare, mut rest) = (b"WEBP".to_vec(), rest.get(..told.checked_sub(4)?)?);
    while !rest.is_empty() {
        let length = usize::try_from(u32::from_le_bytes(*rest.get(4..)?.first_chunk()?)).ok()?;
        let (chunk, after) = rest.split_at_checked(length.checked_add(8 + length % 2)?)?;
        let name = chunk.get(..4)?;
        if WEBP_KEPT.contains(&name) {
            let flags = bare.len().saturating_add(8);
            bare.extend(chunk);
            if name == b"VP8X" {
                *bare.get_mut(flags)? &= !WEBP_SAYS;
            }
        }
        rest = after;
    }
    let size = u32::try_from(bare.len()).ok()?.to_le_bytes();
    Some([&b"RIFF"[..], &size, &bare].concat())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker][..], &length, content].concat()
    }

    /// Exif with orientation 6, and words where the place would be.
    fn exif(order: &[u8]) -> Vec<u8> {
        let entry: &[u8] = if order == b"II" {
            b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"
        } else {
            b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
        };
        [EXIF, entry, b"GPS 19.22N 109.45E"].concat()
    }

    #[test]
    fn a_jpeg_keeps_what_shows_it_and_how_it_is_turned() {
        let frame = segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
        let scan =
            [segment(0xDA, &[1, 1, 0, 0, 0x3F, 0]), vec![0x12, 0xFF, 0, 0x34, 0xFF, 0xD0, 0x56]].concat();
        for order in [&b"II"[..], b"MM"] {
            let said = [segment(0xE1, &exif(order)), segment(0xFE, b"GPS in a comment")].concat();
            let xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0GPS");
            let between = segment(0xED, b"Photoshop 3.0\0GPS");
            let parts = [
                &[0xFF, 0xD8][..],
                &said,
                &xmp,
                &frame,
                &scan,
                &between,
                &scan,
                &[0xFF, 0xD9],
                b"GPS of a film",
            ];
            let found = bare(MediaType::Jpeg, &parts.concat()).unwrap();
            let wanted = [&[0xFF, 0xD8][..], &only_turned(6), &frame, &scan, &scan, &[0xFF, 0xD9]].concat();
            assert_eq!(found, wanted);
            assert_eq!(bare(MediaType::Jpeg, &found), Some(found.clone()), "nothing is left to take away");
        }
    }

    #[test]
    fn thumbnails_go_and_colours_stay() {
        let plain = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
        let icc = segment(0xE2, b"ICC_PROFILE\0\x01\x01colours");
        let small = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01rgb");
        let whole = |parts: &[&[u8]]| [&[0xFF, 0xD8][..], &parts.concat(), &[0xFF, 0xD9]].concat();
        let file = whole(&[&plain, &small, &segment(0xE2, b"MPF\0"), &icc]);
        assert_eq!(bare(MediaType::Jpeg, &file), Some(whole(&[&plain, &icc])));
    }

    #[test]
    fn a_webp_no_longer_announces_what_it_lost() {
        let chunk = |name: &[u8], data: &[u8]| {
            let length = u32::try_from(data.len()).unwrap().to_le_bytes();
            [name, &length, data, &[0][..data.len() % 2]].concat()
        };
        let riff = |chunks: Vec<u8>| {
            let size = u32::try_from(chunks.len() + 4).unwrap().to_le_bytes();
            [&b"RIFF"[..], &size, b"WEBP", &chunks].concat()
        };
        let pixels = chunk(b"VP8 ", b"odd");
        let more = [chunk(b"EXIF", b"GPS"), chunk(b"XMP ", b"GPS?"), chunk(b"NOTE", b"GPS")].concat();
        let file = riff([chunk(b"VP8X", &[0x1C; 10]), pixels.clone(), more].concat());
        let [mut head, pixels] = [chunk(b"VP8X", &[0x1C; 10]), pixels];
        head[8] = 0x10;
        assert_eq!(bare(MediaType::Webp, &file), Some(riff([head, pixels].concat())));
    }

    #[test]
    fn what_breaks_off_is_no_picture() {
        let jpeg = [&[0xFF, 0xD8][..], &segment(0xC0, &[8; 9]), &[0xFF, 0xD9]].concat();
        for end in 0..jpeg.len() {
            assert_eq!(bare(MediaType::Jpeg, &jpeg[..end]), None, "{end}");
        }
        assert_eq!(bare(MediaType::Pdf, b"%PDF-1.7 %%EOF"), None);
    }

    proptest! {
        #[test]
        fn whatever_it_is_it_is_taken_apart_once(noise in prop::collection::vec(any::<u8>(), 0..200), at in 0..3_usize) {
            let head: [&[u8]; 3] = [b"\xFF\xD8", PNG, b"RIFF\xC0\0\0\0WEBP"];
            let kind = [MediaType::Jpeg, MediaType::Png, MediaType::Webp][at];
            let file = [head[at], &noise].concat();
            if let Some(found) = bare(kind, &file) {
                prop_assert_eq!(bare(kind, &found), Some(found.clone()));
            }
        }
    }
}
