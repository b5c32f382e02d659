//! Setting a sheet: its parts one below the other, its tables with their heads on each page.

use super::{
    block::Writing,
    font::Typeface,
    measure::{FOOT, MARGIN, PAGE_WIDTH, Tenths, USABLE},
    page::{Mark, Page},
    sheet::{Cell, Sheet, Table},
    square_code::SquareCode,
    wrap,
};
use crate::http::Result;

const TITLE: Tenths = 180;
const HEADING: Tenths = 120;
const BODY: Tenths = 100;
const SMALL: Tenths = 85;
/// Line to line within a table.
const LEADING: Tenths = 130;
/// Room around the text of a cell.
const PADDING: Tenths = 35;
/// Room for a signature with its seal.
const SEAL_LINE: Tenths = 520;

/// The pages of a sheet.
pub fn set(typeface: &Typeface, sheet: &Sheet) -> Result<Vec<Page>> {
    let mut writing = Writing::begin(typeface);
    writing.centred(&sheet.title, TITLE);
    writing.down(120);
    for fact in &sheet.facts {
        writing.paragraph(&format!("{}：{}", fact.label, fact.value), BODY, 0);
    }
    for table in &sheet.tables {
        set_table(&mut writing, table);
    }
    writing.down(100);
    for note in &sheet.notes {
        writing.paragraph(note, SMALL, 0);
    }
    set_signers(&mut writing, sheet);
    set_proof(&mut writing, sheet)?;
    let pages = writing.finish();
    Ok(with_feet(typeface, sheet, pages))
}

fn set_table(writing: &mut Writing<'_>, table: &Table) {
    writing.down(120);
    writing.keep_together(HEADING * 2 + 3 * (LEADING + 2 * PADDING));
    writing.paragraph(&table.heading, HEADING, 0);
    writing.down(60);
    let edges = edges(table);
    let head: Vec<Cell> = table.columns.iter().map(|column| Cell::text(column.title.clone())).collect();
    set_row(writing, &edges, &head, None);
    for row in &table.rows {
        set_row(writing, &edges, row, Some(&head));
    }
}

/// Where the columns begin, and where the last one ends.
fn edges(table: &Table) -> Vec<Tenths> {
    let whole: Tenths = table.columns.iter().map(|column| column.share).sum();
    let mut before = 0;
    let mut edges = vec![MARGIN];
    for column in &table.columns {
        before += column.share;
        edges.push(MARGIN + USABLE * before / whole.max(1));
    }
    edges
}

/// One row; `head` is repeated where it goes over to another page.
fn set_row(writing: &mut Writing<'_>, edges: &[Tenths], row: &[Cell], head: Option<&[Cell]>) {
    let spans: Vec<(Tenths, Tenths)> = edges.iter().copied().zip(edges.iter().skip(1).copied()).collect();
    let wrapped = |(cell, (left, right)): (&Cell, &(Tenths, Tenths))| {
        wrap::lines(writing.typeface, cell.shown(), SMALL, right - left - 2 * PADDING)
    };
    let mut cells: Vec<Vec<String>> = row.iter().zip(&spans).map(wrapped).collect();
    loop {
        let most = cells.iter().map(Vec::len).max().unwrap_or_default();
        let needed = Tenths::try_from(most).unwrap_or(Tenths::MAX / LEADING);
        let left = (writing.lines_left(LEADING) - 1).max(0);
        if left < needed && (left < 1 || needed <= FULL_PAGE) {
            writing.turn();
            if let Some(head) = head {
                set_row(writing, edges, head, None);
            }
        }
        let now = needed.min((writing.lines_left(LEADING) - 1).max(1));
        let count = usize::try_from(now).unwrap_or_default();
        let rest: Vec<Vec<String>> =
            cells.iter_mut().map(|lines| lines.split_off(count.min(lines.len()))).collect();
        draw_row(writing, &spans, row, &cells, now);
        if rest.iter().all(Vec::is_empty) {
            return;
        }
        cells = rest;
    }
}

/// So many lines fit a page below a table's head, whatever comes.
const FULL_PAGE: Tenths = 40;

fn draw_row(
    writing: &mut Writing<'_>,
    spans: &[(Tenths, Tenths)],
    row: &[Cell],
    cells: &[Vec<String>],
    lines: Tenths,
) {
    let top = writing.y();
    let bottom = top - lines * LEADING - 2 * PADDING;
    let mut marks = Vec::new();
    for (((left, right), cell), lines) in spans.iter().zip(row).zip(cells) {
        for (n, line) in (1..).zip(lines) {
            let width = writing.typeface.width(line, SMALL);
            let x = match cell {
                Cell::Text(_) => left + PADDING,
                Cell::Figure(_) => right - PADDING - width,
            };
            let y = top - PADDING - n * LEADING + LEADING / 4;
            marks.push(Mark::Text { x, y, size: SMALL, text: line.clone() });
        }
        marks.push(Mark::Rule { from: (*left, top), to: (*left, bottom) });
        marks.push(Mark::Rule { from: (*right, top), to: (*right, bottom) });
    }
    for y in [top, bottom] {
        marks.push(Mark::Rule { from: (MARGIN, y), to: (MARGIN + USABLE, y) });
    }
    writing.put(marks);
    writing.down(top - bottom);
}

fn set_signers(writing: &mut Writing<'_>, sheet: &Sheet) {
    for signer in &sheet.signers {
        writing.keep_together(SEAL_LINE);
        writing.down(SEAL_LINE - BODY * 3 / 2);
        writing.paragraph(
            &format!("{signer}（签字、盖章）：____________________　　日期：______年____月____日"),
            BODY,
            0,
        );
    }
}

fn set_proof(writing: &mut Writing<'_>, sheet: &Sheet) -> Result<()> {
    let Some(proof) = &sheet.proof else { return Ok(()) };
    let code = SquareCode::of(&proof.link)?;
    writing.down(200);
    writing.keep_together(code.width() + 100);
    let top = writing.y();
    writing.put(code.marks(MARGIN, top));
    let beside = code.width() + 200;
    writing.paragraph("扫描左侧二维码核验本文书是否由本系统出具、是否有更新的版本。", SMALL, beside);
    writing.paragraph("校验值（SHA-256）：", SMALL, beside);
    writing.paragraph(&proof.digest, SMALL, beside);
    writing.paragraph(&proof.link, SMALL, beside);
    Ok(())
}

/// Number and count on each page, and the beginning of the digest, so that no page of another copy gets in between.
fn with_feet(typeface: &Typeface, sheet: &Sheet, pages: Vec<Page>) -> Vec<Page> {
    let count = pages.len();
    let digest = sheet.proof.as_ref().and_then(|proof| proof.digest.get(..16));
    let foot = |(n, mut page): (usize, Page)| {
        let text = format!("第 {n} 页　共 {count} 页");
        let x = (PAGE_WIDTH - typeface.width(&text, SMALL)) / 2;
        page.push(Mark::Text { x, y: FOOT, size: SMALL, text });
        if let Some(digest) = digest {
            let x = MARGIN + USABLE - typeface.width(digest, SMALL);
            page.push(Mark::Text { x, y: FOOT, size: SMALL, text: digest.to_owned() });
        }
        page
    };
    (1..).zip(pages).map(foot).collect()
}
