//! The square code (QR) that leads to a document's verification.

use qrcode::{Color, EcLevel, QrCode};

use super::{measure::Tenths, page::Mark};
use crate::http::{Error, Result};

/// How wide a dot is: 1.6 points, so that a code of 57 dots is 32 mm wide.
const DOT: Tenths = 16;

/// A code: its width and its dark dots, by column and row.
pub struct SquareCode {
    width: Tenths,
    dark: Vec<(Tenths, Tenths)>,
}

impl SquareCode {
    /// The code of a text. Errors: internal, for one too long.
    pub fn of(text: &str) -> Result<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(Error::internal)?;
        let across = code.width().max(1);
        let mut dark = Vec::new();
        for (row, dots) in (0..).zip(code.to_colors().chunks(across)) {
            let black = (0..).zip(dots).filter(|(_, dot)| **dot == Color::Dark);
            dark.extend(black.map(|(column, _): (Tenths, _)| (column, row)));
        }
        Ok(Self { width: Tenths::try_from(across).map_err(Error::internal)? * DOT, dark })
    }

    /// Its width, and height.
    pub fn width(&self) -> Tenths {
        self.width
    }

    /// Its dots; `left` and `top` is its upper left corner.
    pub fn marks(&self, left: Tenths, top: Tenths) -> impl Iterator<Item = Mark> {
        let at = move |(column, row): &(Tenths, Tenths)| (left + column * DOT, top - (row + 1) * DOT);
        self.dark.iter().map(move |dot| Mark::Block { at: at(dot), size: (DOT, DOT) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each of three corners has its square: seven dots, black at the edge.
    #[test]
    fn a_code_has_its_three_corners() {
        let code = SquareCode::of("https://stations.example.gov.cn/api/v1/public/verifications/ab").unwrap();
        let last = code.width / DOT - 1;
        for corner in [(0, 0), (last, 0), (0, last)] {
            assert!(code.dark.contains(&corner), "{corner:?}");
        }
        assert!(!code.dark.contains(&(7, 7)));
        assert!(
            code.marks(0, code.width)
                .all(|mark| matches!(mark, Mark::Block { at: (x, y), .. } if x >= 0 && y >= 0))
        );
    }
}
