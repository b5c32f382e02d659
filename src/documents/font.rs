//! The typeface of the documents, and of it what one document shows.

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId};

use super::measure::Tenths;
use crate::http::{Error, Result};

/// WenQuanYi Micro Hei: Chinese and Latin, Apache-2.0.
const BYTES: &[u8] = include_bytes!("../../assets/fonts/wqy-microhei.ttc");
/// The first face of the collection.
const FACE: u32 = 0;
/// What is shown for a character that the typeface has not.
const MISSING: char = '□';

/// The typeface.
pub struct Typeface {
    face: Face<'static>,
}

impl Typeface {
    /// Opens it. Errors: internal.
    pub fn open() -> Result<Self> {
        Face::parse(BYTES, FACE).map(|face| Self { face }).map_err(Error::internal)
    }

    /// Whether it has a character.
    pub fn has(&self, character: char) -> bool {
        self.face.glyph_index(character).is_some()
    }

    /// The glyph of a character, or of the mark that one is missing.
    pub fn glyph(&self, character: char) -> u16 {
        let found = self.face.glyph_index(character).or_else(|| self.face.glyph_index(MISSING));
        found.map_or(0, |glyph| glyph.0)
    }

    /// How wide a text is at a size.
    pub fn width(&self, text: &str, size: Tenths) -> Tenths {
        let advances = text.chars().map(|one| i32::from(self.advance(self.glyph(one))));
        advances.sum::<i32>().saturating_mul(size) / self.units().max(1)
    }

    /// How wide a glyph is, in thousandths of its size.
    pub fn thousandths(&self, glyph: u16) -> i32 {
        i32::from(self.advance(glyph)).saturating_mul(1000) / self.units().max(1)
    }

    /// Ascent, descent and height of a capital, in thousandths.
    pub fn heights(&self) -> [i32; 3] {
        let capital = self.face.capital_height().unwrap_or_else(|| self.face.ascender());
        [self.face.ascender(), self.face.descender(), capital]
            .map(|height| i32::from(height).saturating_mul(1000) / self.units().max(1))
    }

    /// The box that holds every glyph, in thousandths: left, bottom, right, top.
    pub fn bounds(&self) -> [i32; 4] {
        let all = self.face.global_bounding_box();
        [all.x_min, all.y_min, all.x_max, all.y_max]
            .map(|edge| i32::from(edge).saturating_mul(1000) / self.units().max(1))
    }

    fn advance(&self, glyph: u16) -> u16 {
        self.face.glyph_hor_advance(GlyphId(glyph)).unwrap_or_default()
    }

    fn units(&self) -> i32 {
        i32::from(self.face.units_per_em())
    }
}

/// The glyphs that a document shows, numbered anew in the order in which they come.
pub struct Used<'a> {
    typeface: &'a Typeface,
    numbers: GlyphRemapper,
    characters: BTreeMap<u16, char>,
}

impl<'a> Used<'a> {
    /// None yet.
    pub fn of(typeface: &'a Typeface) -> Self {
        Self { typeface, numbers: GlyphRemapper::new(), characters: BTreeMap::new() }
    }

    /// A text as the numbers of its glyphs, two bytes each.
    pub fn encode(&mut self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(text.len());
        for character in text.chars() {
            let character = if self.typeface.has(character) { character } else { MISSING };
            let number = self.numbers.remap(self.typeface.glyph(character));
            self.characters.entry(number).or_insert(character);
            bytes.extend(number.to_be_bytes());
        }
        bytes
    }

    /// Each number with the character that it shows.
    pub fn characters(&self) -> impl Iterator<Item = (u16, char)> {
        self.characters.iter().map(|(number, character)| (*number, *character))
    }

    /// The widths in the order of the numbers, in thousandths.
    pub fn widths(&self) -> Vec<i32> {
        self.numbers.remapped_gids().map(|glyph| self.typeface.thousandths(glyph)).collect()
    }

    /// A font that holds these glyphs alone. Errors: internal.
    pub fn subset(&self) -> Result<Vec<u8>> {
        subsetter::subset(BYTES, FACE, &self.numbers).map_err(Error::internal)
    }
}
