//! One row of a file: what stands in it by column, and the JSON that it becomes.

use serde_json::{Map, Value};

use super::{
    column::{Column, Kind},
    value,
};
use crate::{db::text_enum::Label, http::fault::Fault};

/// A row. It holds what people typed, so it cannot be printed.
pub struct Row {
    /// Its number in the file: the line, or the row of the sheet; the first is 1.
    pub number: u64,
    cells: Vec<(&'static Column, String)>,
    /// Why it is no row of this table at all.
    broken: Option<Fault>,
}

impl Row {
    /// A row with these cells; what is empty is left out.
    pub fn new(number: u64, cells: impl IntoIterator<Item = (&'static Column, String)>) -> Self {
        let cells = cells.into_iter().map(|(column, text)| (column, text.trim().to_owned()));
        Self { number, cells: cells.filter(|(_, text)| !text.is_empty()).collect(), broken: None }
    }

    /// A row that cannot be read.
    pub fn broken(number: u64, code: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self { number, cells: Vec::new(), broken: Some(Fault::body("", code, zh, en)) }
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.broken.is_none()
    }

    /// Whether it could not be read; then nothing else is to be said of it.
    pub fn is_broken(&self) -> bool {
        self.broken.is_some()
    }

    /// Bytes of its texts.
    pub fn bytes(&self) -> usize {
        self.cells.iter().map(|(_, text)| text.len()).sum()
    }

    /// What stands in it, in one order: equal rows say equal bytes.
    pub fn said(&self) -> Vec<u8> {
        let mut cells: Vec<_> = self.cells.iter().map(|(column, text)| (column.field, text)).collect();
        cells.sort_unstable();
        cells.iter().flat_map(|(field, text)| [field, "\0", text, "\0"]).flat_map(str::bytes).collect()
    }

    /// The row as JSON, each text at its column's pointer, and every text that is none of what its column holds.
    pub fn to_json(&self) -> (Value, Vec<Fault>) {
        let (mut json, mut faults) = (Value::Object(Map::new()), Vec::new());
        faults.extend(self.broken.clone());
        for (column, text) in &self.cells {
            match typed(column.kind, text) {
                Ok(value) => put(&mut json, column.to, value),
                Err((code, zh, en)) => faults.push(Fault::body(column.to, code, zh, en)),
            }
        }
        (json, faults)
    }
}

type Wrong = (&'static str, String, String);

fn typed(kind: Kind, text: &str) -> Result<Value, Wrong> {
    match kind {
        Kind::Text if value::is_rounded(text) => Err((
            "rounded",
            "表格软件已将此号码舍入，请把单元格设为文本后重新填写".into(),
            "The spreadsheet has rounded this number: format the cell as text and type it again".into(),
        )),
        Kind::Text => Ok(text.into()),
        Kind::Date => value::date(text).map(|day| day.to_string().into()).ok_or_else(|| {
            ("wrong_format", "应为日期，如2023-06-30".into(), "A day is wanted, as 2023-06-30".into())
        }),
        Kind::Flag => value::flag(text)
            .map(Value::Bool)
            .ok_or_else(|| ("unknown_value", "只接受：是、否".into(), "Accepted are yes, no".into())),
        Kind::Number => text
            .parse::<i64>()
            .map(Value::from)
            .map_err(|_| ("wrong_format", "应为整数".into(), "A whole number is wanted".into())),
        Kind::List => Ok(match serde_json::from_str(text) {
            Ok(Value::Array(items)) => Value::Array(items),
            _ => text.into(),
        }),
        Kind::Json => serde_json::from_str(text)
            .map_err(|_| ("wrong_format", "应为JSON".into(), "JSON is wanted".into())),
        Kind::Choice(labels) => value::choice(text, labels).map(Value::from).ok_or_else(|| {
            let list = |pick: fn(&Label) -> &'static str, by: &str| {
                labels.iter().map(pick).collect::<Vec<_>>().join(by)
            };
            let (zh, en) = (list(|label| label.zh, "、"), list(|label| label.code, ", "));
            ("unknown_value", format!("只接受：{zh}"), format!("Accepted are {en}"))
        }),
    }
}

/// Puts a value at a pointer of members, making the objects on the way.
fn put(json: &mut Value, pointer: &str, value: Value) {
    let mut at = json;
    for name in pointer.split('/').skip(1) {
        if !at.is_object() {
            *at = Value::Object(Map::new());
        }
        let Some(members) = at.as_object_mut() else { return };
        at = members.entry(name).or_insert(Value::Null);
    }
    *at = value;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::text_enum::TextEnum as _, rules::qualifications::Education};
    use serde_json::json;

    const COLUMNS: &[Column] = &[
        Column::new(("name", "姓名", "Name"), Kind::Text, "/a/name", ""),
        Column::new(("born", "出生日期", "Born"), Kind::Date, "/a/b/born", ""),
        Column::new(("local", "本县户籍", "Local"), Kind::Flag, "/local", ""),
        Column::new(("education", "学历", "Education"), Kind::Choice(Education::LABELS), "/a/e", ""),
    ];

    fn row(texts: [&str; 4]) -> (Value, Vec<String>) {
        let row = Row::new(2, COLUMNS.iter().zip(texts.map(str::to_owned)));
        let (json, faults) = row.to_json();
        (json, faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect())
    }

    #[test]
    fn texts_become_members_at_their_pointers() {
        let (json, faults) = row([" 王小梅 ", "1992/3/5", "是", "大专"]);
        let expected = json!({"a": {"name": "王小梅", "b": {"born": "1992-03-05"}, "e": "associate_degree"}, "local": true});
        assert_eq!((json, faults), (expected, Vec::new()));
    }

    #[test]
    fn every_text_that_does_not_fit_is_told() {
        let (json, faults) = row(["4.69025E+17", "明天", "大概", "天才"]);
        assert_eq!(json, json!({}));
        assert_eq!(
            faults,
            ["/a/name rounded", "/a/b/born wrong_format", "/local unknown_value", "/a/e unknown_value"]
        );
    }
}
