//! What kinds of file are taken, told by their content: what a file is called or said to be proves nothing.

use std::io::{self, Read, Seek, SeekFrom};

use super::{mp4, office};
use crate::text_enum;

text_enum! {
    /// What kind of file an attachment is.
    MediaType {
        /// JPEG.
        Jpeg = "image/jpeg", "JPEG 图片", "JPEG image";
        /// PNG.
        Png = "image/png", "PNG 图片", "PNG image";
        /// WebP.
        Webp = "image/webp", "WebP 图片", "WebP image";
        /// PDF.
        Pdf = "application/pdf", "PDF 文档", "PDF document";
        /// Word, without macros.
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档", "Word document";
        /// Excel, without macros.
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 工作簿", "Excel workbook";
        /// MP4.
        Mp4 = "video/mp4", "MP4 视频", "MP4 video";
    }
}

impl MediaType {
    /// The ending of a file of this kind.
    pub const fn extension(self) -> &'static str {
        match self {
            MediaType::Jpeg => "jpg",
            MediaType::Png => "png",
            MediaType::Webp => "webp",
            MediaType::Pdf => "pdf",
            MediaType::Docx => "docx",
            MediaType::Xlsx => "xlsx",
            MediaType::Mp4 => "mp4",
        }
    }

    /// The kind of a file of `size` bytes; none is one that is not taken. Each must begin as its format says, with nothing
    /// before it, and be whole where that can be told. Errors: reading.
    pub fn of(file: &mut (impl Read + Seek), size: u64) -> io::Result<Option<Self>> {
        let head = read_at(file, 0, 16)?;
        Ok(match head.as_slice() {
            [0xFF, 0xD8, 0xFF, 0xC0..=0xFE, ..] => Some(Self::Jpeg),
            head if head == b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR" => Some(Self::Png),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                a,
                b,
                c,
                d,
                b'W',
                b'E',
                b'B',
                b'P',
                b'V',
                b'P',
                b'8',
                b' ' | b'L' | b'X',
            ] => {
                let told = u64::from(u32::from_le_bytes([*a, *b, *c, *d]));
                (told.saturating_add(8) <= size).then_some(Self::Webp)
            }
            head if head.starts_with(b"%PDF-1.") || head.starts_with(b"%PDF-2.") => {
                ends_as_pdf(file, size)?.then_some(Self::Pdf)
            }
            head if head.starts_with(b"PK\x03\x04") => office::kind(file, size)?,
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => mp4::is_mp4(file, size)?.then_some(Self::Mp4),
            _ => None,
        })
    }
}

/// A PDF ends with `%%EOF`; readers look for it in the last kilobyte (ISO 32000, annex H of 1.7).
fn ends_as_pdf(file: &mut (impl Read + Seek), size: u64) -> io::Result<bool> {
    let tail = read_at(file, size.saturating_sub(1024), 1024)?;
    Ok(tail.windows(5).any(|five| five == b"%%EOF"))
}

/// Up to `most` bytes from `start` on.
pub fn read_at(file: &mut (impl Read + Seek), start: u64, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(start))?;
    file.by_ref().take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
