//! Small real files, their upload, and what the store has.

use std::{
    io::{Cursor, Write as _},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use serde_json::json;
use stations::background::attachments::{Collected, collect};
use uuid::Uuid;

use super::{answer::Answer, lab::Lab, persona::Persona};

pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub const UNKNOWN: &str = "application/octet-stream";

/// A grey dot.
pub fn jpeg() -> Vec<u8> {
    let head = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    let steps = [&b"\xFF\xDB\0\x43\0"[..], &[1; 64]].concat();
    let frame = b"\xFF\xC0\0\x0B\x08\0\x01\0\x01\x01\x01\x11\0";
    let codes = |class: u8| [&[0xFF, 0xC4, 0, 0x14, class, 1][..], &[0; 16]].concat();
    let scan = b"\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x3F\xFF\xD9";
    [&head[..], &steps, frame, &codes(0), &codes(0x10), scan].concat()
}

/// The same as a telephone writes it: turned by a quarter, with place and device, a comment, and a film behind it.
pub fn photograph() -> Vec<u8> {
    let (entries, none) = (b"\0\x03\x01\x12\0\x03\0\0\0\x01\0\x06\0\0", [0; 4]);
    let device = b"\x01\x10\0\x02\0\0\0\x06\0\0\0\x32";
    let place = b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x38";
    let exif = [
        &b"Exif\0\0MM\0*\0\0\0\x08"[..],
        entries,
        device,
        place,
        &none,
        b"Phone\0\0\x01\0\x01 19.22N 109.45E",
    ];
    let said = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker][..], &length, content].concat()
    };
    let dot = jpeg();
    [&dot[..2], &said(0xE1, &exif.concat()), &said(0xFE, b"taken by Xiaomei"), &dot[2..], b"\0\0\0\x08moov"]
        .concat()
}

pub fn png() -> Vec<u8> {
    let header = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3A\x7E\x9B\x55";
    let pixels = b"\0\0\0\nIDAT\x78\x9C\x63\x60\0\0\0\x02\0\x01\x48\xAF\xA4\x71";
    [&header[..], pixels, b"\0\0\0\0IEND\xAE\x42\x60\x82"].concat()
}

/// The same with a place and an author.
pub fn screenshot() -> Vec<u8> {
    let chunk = |name: &[u8], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], name, data, b"\0\0\0\0"].concat()
    };
    let (dot, end) = (png(), png().len() - 12);
    let said = [chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\0 19.22N"), chunk(b"tEXt", b"Author\0Xiaomei")].concat();
    [&dot[..33], &said, &dot[33..end], &chunk(b"tIME", b"\x07\xE7\x07\x03\x09\0\0"), &dot[end..]].concat()
}

pub fn webp() -> Vec<u8> {
    let frame = b"VP8L\x0D\0\0\0\x2F\0\0\0\x10\x07\x10\x11\x11\x88\x88\xFE\x07\0";
    [&b"RIFF\x1A\0\0\0WEBP"[..], frame].concat()
}

pub fn pdf() -> Vec<u8> {
    pdf_saying("x")
}

/// Another file for each text.
pub fn pdf_saying(text: &str) -> Vec<u8> {
    format!("%PDF-1.4\n% {text}\ntrailer<</Root 1 0 R>>\n%%EOF\n").into_bytes()
}

pub fn docx() -> Vec<u8> {
    zip(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
}

pub fn xlsx() -> Vec<u8> {
    zip(&["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
}

pub fn mp4() -> Vec<u8> {
    iso_media(*b"isom", *b"moov")
}

/// A file of the family of MP4 with a brand and one box after it.
pub fn iso_media(brand: [u8; 4], next: [u8; 4]) -> Vec<u8> {
    [&b"\0\0\0\x18ftyp"[..], &brand, b"\0\0\x02\0isomiso2\0\0\0\x08", &next].concat()
}

/// An archive of empty parts with these names.
pub fn zip(names: &[&str]) -> Vec<u8> {
    archive(names.iter().map(|name| (*name, "")))
}

/// A workbook without sheets, with these parts.
pub fn xlsx_with(parts: &[(&str, &str)]) -> Vec<u8> {
    let common = [("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")];
    archive(common.iter().chain(parts).copied())
}

fn archive<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let mut archive = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, ::zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

impl Persona<'_> {
    /// The same with a new sign-in: a token does not last for days.
    pub async fn anew(&self) -> Self {
        Self { token: Some(self.lab.token(super::BAISHA, self.id).await), ..self.clone() }
    }

    pub async fn upload(&self, kind: &str, bytes: &[u8]) -> Answer {
        self.send("POST", "/attachments", &[("content-type", kind)], bytes.to_vec()).await
    }

    /// An uploaded PDF of this text.
    pub async fn attachment(&self, text: &str) -> Uuid {
        self.upload("application/pdf", &pdf_saying(text)).await.created().id()
    }

    /// Its bytes, or a part of them.
    pub async fn content(&self, id: Uuid, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", &format!("/attachments/{id}/content"), headers, Vec::new()).await
    }

    /// Records a room of a station with these files.
    pub async fn room_with(&self, station: Uuid, files: &[Uuid]) -> Answer {
        let room = json!({"name": "个案工作室", "functions": ["casework_room"], "from": "2023-02-20", "attachments": files});
        self.post(&format!("/stations/{station}/rooms"), &room).await
    }
}

impl Lab {
    /// Every file of the store's folder, finished or not.
    pub fn stored(&self) -> Vec<PathBuf> {
        files(&self.shared.attachments.folder().unwrap())
    }

    /// Every file of the service's own folder and below.
    pub fn on_disk(&self) -> Vec<PathBuf> {
        files(&self.shared.config.data_dir)
    }

    /// A file in the store's folder, as old as this.
    pub fn leave(&self, path: &str, written: &str) -> PathBuf {
        let path = self.shared.attachments.folder().unwrap().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, b"left").unwrap();
        let written: DateTime<Utc> = written.parse().unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(written.into()).unwrap();
        path
    }

    pub async fn collect(&self) -> Collected {
        collect(&self.shared.attachments, &self.database_url, self.now()).await.unwrap()
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
