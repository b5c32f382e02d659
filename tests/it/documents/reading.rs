//! Reading a PDF as those do who copy text from it: by the glyphs of its pages and the characters that it says they are.

use std::collections::HashMap;

/// The texts of all pages, in order, put together.
pub fn printed(pdf: &[u8]) -> String {
    // Each byte a character: offsets stay what they are.
    let file: String = pdf.iter().copied().map(char::from).collect();
    let characters = characters(&file);
    let pages = file.split("stream\n0.5 w").skip(1).filter_map(|rest| rest.split("endstream").next());
    let glyphs = pages.flat_map(shown);
    glyphs.map(|glyph| characters.get(&glyph).copied().unwrap_or('\u{fffd}')).collect()
}

/// Glyph by glyph, what the file says it shows.
fn characters(file: &str) -> HashMap<u16, char> {
    let map = file.split("endcodespacerange").nth(1).unwrap().split("endcmap").next().unwrap();
    let pair = |line: &str| {
        let (glyph, character) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
        let units: Vec<u16> = (0..character.len())
            .step_by(4)
            .map(|at| u16::from_str_radix(&character[at..at + 4], 16).unwrap())
            .collect();
        Some((u16::from_str_radix(glyph, 16).ok()?, String::from_utf16(&units).ok()?.chars().next()?))
    };
    map.lines().filter_map(pair).collect()
}

/// The glyphs that a page shows.
fn shown(page: &str) -> Vec<u16> {
    let (mut bytes, mut rest) = (Vec::new(), page);
    while let Some(at) = rest.find(['(', '<']) {
        let literal = rest[at..].starts_with('(');
        let (text, after) = if literal { literal_text(&rest[at + 1..]) } else { hex_text(&rest[at + 1..]) };
        bytes.extend(text);
        rest = after;
    }
    bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

fn hex_text(text: &str) -> (Vec<u8>, &str) {
    let (digits, after) = text.split_once('>').unwrap();
    (
        (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect(),
        after,
    )
}

/// A string in parentheses, with its escapes.
fn literal_text(text: &str) -> (Vec<u8>, &str) {
    let (mut bytes, mut depth, mut at) = (Vec::new(), 0, 0);
    let all = text.as_bytes();
    loop {
        let byte = all[at];
        match byte {
            b')' if depth == 0 => return (bytes, &text[at + 1..]),
            b'\\' => {
                at += 1;
                let escaped = b"nrtbf".iter().zip(b"\n\r\t\x08\x0c").find(|(name, _)| **name == all[at]);
                if all[at].is_ascii_digit() {
                    bytes.push(u8::from_str_radix(&text[at..at + 3], 8).unwrap());
                    at += 2;
                } else {
                    bytes.push(escaped.map_or(all[at], |(_, meant)| *meant));
                }
            }
            _ => {
                depth += i32::from(byte == b'(') - i32::from(byte == b')');
                bytes.push(byte);
            }
        }
        at += 1;
    }
}
