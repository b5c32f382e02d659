//! Pages as PDF 1.7: A4, the font embedded, every text to be searched and copied.

use chrono::{Datelike as _, NaiveDate};
use pdf_writer::{
    Content, Date, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use sha2::{Digest as _, Sha256};

use super::{
    font::{Typeface, Used},
    measure::{PAGE_HEIGHT, PAGE_WIDTH, number, points},
    page::{Mark, Page},
    setting,
    sheet::Sheet,
};
use crate::http::{Error, Result};

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const INFO: Ref = Ref::new(3);
const FONT: Ref = Ref::new(4);
const CID_FONT: Ref = Ref::new(5);
const DESCRIPTOR: Ref = Ref::new(6);
const FONT_FILE: Ref = Ref::new(7);
const TO_UNICODE: Ref = Ref::new(8);
/// The first page; its content follows it.
const FIRST_PAGE: i32 = 9;

/// A subset is named by six letters of its own.
const FONT_NAME: Name<'static> = Name(b"DOCUMT+WenQuanYiMicroHei");
const SHOWN_AS: Name<'static> = Name(b"F");
const SYSTEM: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// A sheet as PDF; the same sheet gives the same bytes. Errors: internal.
pub fn pdf(sheet: &Sheet) -> Result<Vec<u8>> {
    let typeface = Typeface::open()?;
    let pages = setting::set(&typeface, sheet)?;
    let mut used = Used::of(&typeface);
    let contents: Vec<Vec<u8>> = pages.iter().map(|page| content(page, &mut used)).collect();
    let mut pdf = Pdf::new();
    pdf.catalog(CATALOG).pages(PAGES).lang(TextStr("zh-CN"));
    write_info(&mut pdf, sheet);
    write_pages(&mut pdf, &contents)?;
    write_font(&mut pdf, &typeface, &used)?;
    // Told by what is in it, not by the hour or by chance.
    let id = Sha256::digest(contents.concat()).to_vec();
    pdf.set_file_id((id.clone(), id));
    Ok(pdf.finish())
}

fn content(page: &Page, used: &mut Used<'_>) -> Vec<u8> {
    let mut content = Content::new();
    content.set_line_width(0.5);
    for mark in page {
        match mark {
            Mark::Text { x, y, size, text } => {
                content.begin_text().set_font(SHOWN_AS, points(*size)).next_line(points(*x), points(*y));
                content.show(Str(&used.encode(text))).end_text();
            }
            Mark::Rule { from, to } => {
                content.move_to(points(from.0), points(from.1)).line_to(points(to.0), points(to.1)).stroke();
            }
            Mark::Block { at, size } => {
                content.rect(points(at.0), points(at.1), points(size.0), points(size.1)).fill_nonzero();
            }
        }
    }
    content.finish().into_vec()
}

fn write_info(pdf: &mut Pdf, sheet: &Sheet) {
    let mut info = pdf.document_info(INFO);
    info.title(TextStr(&sheet.title)).producer(TextStr("social-work-stations"));
    if let Some(date) = sheet.dated.and_then(date) {
        info.creation_date(date);
    }
}

fn date(day: NaiveDate) -> Option<Date> {
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    Some(Date::new(u16::try_from(day.year()).ok()?).month(month).day(of_month))
}

fn write_pages(pdf: &mut Pdf, contents: &[Vec<u8>]) -> Result<()> {
    let ids: Vec<Ref> = (FIRST_PAGE..).step_by(2).zip(contents).map(|(id, _)| Ref::new(id)).collect();
    let count = i32::try_from(contents.len()).map_err(Error::internal)?;
    pdf.pages(PAGES).kids(ids.iter().copied()).count(count);
    for (id, content) in ids.iter().zip(contents) {
        let mut page = pdf.page(*id);
        page.media_box(Rect::new(0.0, 0.0, points(PAGE_WIDTH), points(PAGE_HEIGHT)));
        page.parent(PAGES).contents(id.next());
        page.resources().fonts().pair(SHOWN_AS, FONT);
        page.finish();
        pdf.stream(id.next(), content);
    }
    Ok(())
}

fn write_font(pdf: &mut Pdf, typeface: &Typeface, used: &Used<'_>) -> Result<()> {
    let mut font = pdf.type0_font(FONT);
    font.base_font(FONT_NAME).encoding_predefined(Name(b"Identity-H"));
    font.descendant_font(CID_FONT).to_unicode(TO_UNICODE);
    font.finish();
    let mut cid = pdf.cid_font(CID_FONT);
    cid.subtype(CidFontType::Type2).base_font(FONT_NAME).system_info(SYSTEM).font_descriptor(DESCRIPTOR);
    cid.default_width(1000.0).cid_to_gid_map_predefined(Name(b"Identity"));
    cid.widths().consecutive(0, used.widths().into_iter().map(number));
    cid.finish();
    let [ascent, descent, capital] = typeface.heights().map(number);
    let [left, bottom, right, top] = typeface.bounds().map(number);
    let mut descriptor = pdf.font_descriptor(DESCRIPTOR);
    descriptor.name(FONT_NAME).flags(FontFlags::SYMBOLIC).bbox(Rect::new(left, bottom, right, top));
    descriptor.italic_angle(0.0).ascent(ascent).descent(descent).cap_height(capital).stem_v(80.0);
    descriptor.font_file2(FONT_FILE);
    descriptor.finish();
    let file = used.subset()?;
    let length = i32::try_from(file.len()).map_err(Error::internal)?;
    pdf.stream(FONT_FILE, &file).pair(Name(b"Length1"), length);
    let mut names = UnicodeCmap::<u16>::new(Name(b"Custom"), SYSTEM);
    used.characters().for_each(|(glyph, character)| names.pair(glyph, character));
    pdf.cmap(TO_UNICODE, names.finish().as_slice());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::sheet::{Cell, Column, Fact, Proof, Table};

    fn sheet(rows: usize) -> Sheet {
        let row = |n: usize| {
            vec![Cell::text(format!("指标{n}")), Cell::figure("12.50"), Cell::text("说明".repeat(n % 90))]
        };
        Sheet {
            name: "sheet".into(),
            title: "三方评估评分表".into(),
            dated: NaiveDate::from_ymd_opt(2023, 10, 8),
            facts: vec![Fact::new("站点", "牙叉镇社工站")],
            tables: vec![Table {
                heading: "得分".into(),
                columns: vec![Column::new("指标", 2), Column::new("得分", 1), Column::new("说明", 3)],
                rows: (0..rows).map(row).collect(),
            }],
            notes: vec!["注。".into()],
            signers: vec!["县民政局".into()],
            proof: Some(Proof {
                digest: "ab".repeat(32),
                link: format!("https://stations.example.gov.cn/{}", "ab".repeat(32)),
            }),
        }
    }

    fn count(bytes: &[u8], word: &[u8]) -> usize {
        bytes.windows(word.len()).filter(|window| *window == word).count()
    }

    #[test]
    fn the_same_sheet_gives_the_same_bytes() {
        let (first, second) = (pdf(&sheet(30)).unwrap(), pdf(&sheet(30)).unwrap());
        assert!(first == second && first.starts_with(b"%PDF-1.7"));
        assert!(pdf(&sheet(29)).unwrap() != first);
    }

    #[test]
    fn only_the_glyphs_that_are_shown_are_embedded() {
        let bytes = pdf(&sheet(3)).unwrap();
        assert!(bytes.len() < 200_000, "{}", bytes.len());
        assert_eq!(count(&bytes, b"/FontFile2"), 1);
    }

    #[test]
    fn a_long_table_goes_over_to_more_pages() {
        assert_eq!(count(&pdf(&sheet(1)).unwrap(), b"/Type /Page\n"), 1);
        assert!(count(&pdf(&sheet(120)).unwrap(), b"/Type /Page\n") > 3);
    }

    /// No mark leaves the paper, whatever the texts.
    #[test]
    fn nothing_is_set_beside_the_paper() {
        let typeface = Typeface::open().unwrap();
        let mut long = sheet(1);
        long.tables[0].rows[0][2] = Cell::text("长".repeat(4000));
        let pages = setting::set(&typeface, &long).unwrap();
        assert!(pages.len() > 2);
        for mark in pages.concat() {
            let inside = match mark {
                Mark::Text { x, y, size, text } => {
                    x >= 0 && (0..=PAGE_HEIGHT).contains(&y) && x + typeface.width(&text, size) <= PAGE_WIDTH
                }
                Mark::Rule { from, to } => from.1.min(to.1) >= 0 && from.1.max(to.1) <= PAGE_HEIGHT,
                Mark::Block { at, .. } => at.0 >= 0 && at.1 >= 0,
            };
            assert!(inside);
        }
    }
}
