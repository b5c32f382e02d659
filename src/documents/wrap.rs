//! Breaking text into lines: between Chinese characters, not within words or numbers, and no closing mark at the beginning
//! of a line (GB/T 15834).

use super::{font::Typeface, measure::Tenths};

/// Marks that do not begin a line.
const CLOSING: &str = "，。、；：？！）》〉】」』”’％…,.;:?!)%]";

/// The lines of a text that is no wider than this at this size; a line at least.
pub fn lines(typeface: &Typeface, text: &str, size: Tenths, width: Tenths) -> Vec<String> {
    text.split('\n').flat_map(|paragraph| wrapped(typeface, paragraph, size, width)).collect()
}

fn wrapped(typeface: &Typeface, text: &str, size: Tenths, width: Tenths) -> Vec<String> {
    let fits = |text: &str| typeface.width(text, size) <= width;
    let mut lines: Vec<String> = Vec::new();
    let mut line: Vec<String> = Vec::new();
    for piece in pieces(text).into_iter().flat_map(|piece| whole_or_letters(piece, &fits)) {
        let longer = format!("{}{piece}", line.concat());
        if line.is_empty() || fits(&longer) {
            line.push(piece);
            continue;
        }
        let taken = if closes(&piece) && line.len() > 1 { line.pop() } else { None };
        lines.push(line.concat().trim_end().to_owned());
        line = taken.into_iter().chain([piece]).filter(|piece| piece != " ").collect();
    }
    lines.push(line.concat().trim_end().to_owned());
    lines
}

/// A word that fits no line is broken between its letters.
fn whole_or_letters(piece: String, fits: &impl Fn(&str) -> bool) -> Vec<String> {
    if fits(&piece) { vec![piece] } else { piece.chars().map(String::from).collect() }
}

/// Words and numbers of ASCII as they are, everything else one by one.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut in_word = false;
    for character in text.chars() {
        let character = if character == '\t' { ' ' } else { character };
        let wordly = character.is_ascii_graphic() && !CLOSING.contains(character) || character == '.';
        match pieces.last_mut().filter(|_| wordly && in_word) {
            Some(word) => word.push(character),
            None => pieces.push(character.to_string()),
        }
        in_word = wordly;
    }
    pieces
}

fn closes(piece: &str) -> bool {
    piece.chars().next().is_some_and(|first| CLOSING.contains(first))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Ten letters of Chinese at size 100 are 1000 wide.
    fn ten(text: &str) -> Vec<String> {
        lines(&Typeface::open().unwrap(), text, 100, 1000)
    }

    #[test]
    fn lines_are_broken_between_characters_and_not_in_words() {
        for (text, expected) in [
            ("", &[""][..]),
            ("评分表", &["评分表"]),
            ("一二三四五六七八九十百", &["一二三四五六七八九十", "百"]),
            ("一二三四五六七八九十，百", &["一二三四五六七八九", "十，百"]),
            ("一二三四五六七八九 85.75分", &["一二三四五六七八九", "85.75分"]),
            ("甲\n乙", &["甲", "乙"]),
        ] {
            assert_eq!(ten(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        let lines = ten(&"0123456789abcdef".repeat(4));
        assert!(lines.len() > 1);
        assert_eq!(lines.concat(), "0123456789abcdef".repeat(4));
    }

    proptest! {
        #[test]
        fn nothing_but_white_space_is_lost(text in "[一-龥a-z0-9，。 ]{0,120}") {
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&ten(&text).concat()), bare(&text));
        }
    }
}
