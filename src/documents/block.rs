//! Writing down a page, and over to the next one.

use super::{
    font::Typeface,
    measure::{BOTTOM, MARGIN, TOP, Tenths, USABLE},
    page::{Mark, Page},
    wrap,
};

/// Pages under way: what is written comes below what was.
pub struct Writing<'a> {
    /// The typeface.
    pub typeface: &'a Typeface,
    pages: Vec<Page>,
    /// How far down the present page is.
    y: Tenths,
}

impl<'a> Writing<'a> {
    /// An empty first page.
    pub fn begin(typeface: &'a Typeface) -> Self {
        Self { typeface, pages: vec![Page::new()], y: TOP }
    }

    /// The finished pages.
    pub fn finish(self) -> Vec<Page> {
        self.pages
    }

    /// How far down the present page is.
    pub fn y(&self) -> Tenths {
        self.y
    }

    /// Leaves room.
    pub fn down(&mut self, by: Tenths) {
        self.y -= by;
    }

    /// Goes to a new page.
    pub fn turn(&mut self) {
        self.pages.push(Page::new());
        self.y = TOP;
    }

    /// Goes to a new page when so much is not left on this one.
    pub fn keep_together(&mut self, height: Tenths) {
        if self.y - height < BOTTOM && self.y < TOP {
            self.turn();
        }
    }

    /// How many lines of a height are left.
    pub fn lines_left(&self, leading: Tenths) -> Tenths {
        (self.y - BOTTOM).max(0) / leading.max(1)
    }

    /// Marks on the present page.
    pub fn put(&mut self, marks: impl IntoIterator<Item = Mark>) {
        if let Some(page) = self.pages.last_mut() {
            page.extend(marks);
        }
    }

    /// A text from the left margin, moved in, in as many lines as it needs.
    pub fn paragraph(&mut self, text: &str, size: Tenths, indent: Tenths) {
        let leading = size * 3 / 2;
        for line in wrap::lines(self.typeface, text, size, USABLE - indent) {
            self.keep_together(leading);
            self.down(leading);
            self.put([Mark::Text { x: MARGIN + indent, y: self.y, size, text: line }]);
        }
    }

    /// A text in the middle.
    pub fn centred(&mut self, text: &str, size: Tenths) {
        let leading = size * 3 / 2;
        for line in wrap::lines(self.typeface, text, size, USABLE) {
            let x = MARGIN + (USABLE - self.typeface.width(&line, size)) / 2;
            self.keep_together(leading);
            self.down(leading);
            self.put([Mark::Text { x, y: self.y, size, text: line }]);
        }
    }
}
