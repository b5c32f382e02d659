//! The characters of a text file: UTF-8, or GB18030 as Excel writes CSV in China.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek as _, Write as _},
};

use encoding_rs::{Decoder, DecoderResult, GB18030};

use super::Stop;
use crate::http::fault::Fault;

const PIECE: usize = 64 * 1024;

/// The file as UTF-8, without a byte order mark. What is not UTF-8 from beginning to end is GB18030, and copied; what is
/// neither is refused. Errors: 422; the disk.
pub fn utf8(mut file: File) -> Result<BufReader<File>, Stop> {
    if !is_utf8(&mut file)? {
        file.rewind()?;
        file = decoded(file)?;
    }
    file.rewind()?;
    let mut mark = [0; 3];
    let marked = file.read_exact(&mut mark).is_ok() && mark == *b"\xEF\xBB\xBF";
    if !marked {
        file.rewind()?;
    }
    Ok(BufReader::with_capacity(PIECE, file))
}

fn is_utf8(file: &mut File) -> io::Result<bool> {
    let mut kept: Vec<u8> = Vec::new();
    loop {
        let read = Read::by_ref(file).take(65_536).read_to_end(&mut kept)?;
        match std::str::from_utf8(&kept) {
            Ok(_) if read == 0 => return Ok(true),
            Ok(_) => kept.clear(),
            // A character may be cut in two by the end of the piece.
            Err(e) if e.error_len().is_none() && read > 0 => drop(kept.drain(..e.valid_up_to())),
            Err(_) => return Ok(false),
        }
    }
}

fn decoded(file: File) -> Result<File, Stop> {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let (mut source, mut target) = (file, tempfile::tempfile()?);
    let (mut bytes, mut text) = (vec![0; PIECE], String::with_capacity(PIECE * 2));
    loop {
        let read = source.read(&mut bytes)?;
        let piece = bytes.get(..read).unwrap_or_default();
        decode(&mut decoder, piece, &mut text, read == 0)?;
        target.write_all(text.as_bytes())?;
        text.clear();
        if read == 0 {
            return Ok(target);
        }
    }
}

fn decode(decoder: &mut Decoder, mut piece: &[u8], text: &mut String, last: bool) -> Result<(), Stop> {
    loop {
        text.reserve(PIECE);
        let (done, read) = decoder.decode_to_string_without_replacement(piece, text, last);
        piece = piece.get(read..).unwrap_or_default();
        match done {
            DecoderResult::InputEmpty => return Ok(()),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                let (zh, en) = ("文件既不是UTF-8也不是GB18030编码", "The file is neither UTF-8 nor GB18030");
                return Err(Fault::body("", "wrong_encoding", zh, en).into());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<String> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        let mut text = String::new();
        utf8(file).ok()?.read_to_string(&mut text).unwrap();
        Some(text)
    }

    #[test]
    fn either_encoding_is_read_and_nothing_else() {
        let long = "姓名，王小梅\n".repeat(20_000);
        let gb = GB18030.encode(&long).0.into_owned();
        assert_eq!(read(&gb).as_deref(), Some(long.as_str()));
        assert_eq!(read(long.as_bytes()).as_deref(), Some(long.as_str()));
        assert_eq!(read("\u{feff}姓名".as_bytes()).as_deref(), Some("姓名"));
        assert_eq!(read(b"").as_deref(), Some(""));
        assert_eq!(read(b"\xFF\xFE\x31\x00"), None);
    }
}
