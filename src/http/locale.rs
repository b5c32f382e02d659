//! The language of an answer, by `Accept-Language`; Chinese when nothing is said.

use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};

use crate::bilingual::Bilingual;

/// A language the service speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// zh-CN.
    #[default]
    Zh,
    /// English.
    En,
}

impl Locale {
    /// The first language of the header that the service speaks, by weight.
    pub fn of(headers: &HeaderMap) -> Self {
        let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let mut best = (0.0, Locale::Zh);
        for part in header.split(',') {
            let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
            let weight: f32 = weight.trim().parse().unwrap_or(0.0);
            let spoken = Self::from_tag(tag.trim());
            if let Some(locale) = spoken.filter(|_| weight > best.0) {
                best = (weight, locale);
            }
        }
        best.1
    }

    fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "zh" | "*" => Some(Locale::Zh),
            "en" => Some(Locale::En),
            _ => None,
        }
    }

    /// The value of `Content-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Locale::Zh => "zh-CN",
            Locale::En => "en",
        }
    }

    /// That of the two which is for this language.
    pub fn choose<T>(self, zh: T, en: T) -> T {
        match self {
            Locale::Zh => zh,
            Locale::En => en,
        }
    }

    /// The text in this language, of a text that is not needed any more.
    pub fn told(self, text: Bilingual) -> String {
        self.choose(text.zh, text.en).into_owned()
    }

    /// The text in this language.
    pub fn pick(self, text: &Bilingual) -> &str {
        self.choose(&text.zh, &text.en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    #[test]
    fn the_heaviest_spoken_language_wins() {
        for (header, expected) in [
            ("", Locale::Zh),
            ("en", Locale::En),
            ("en-GB,zh;q=0.8", Locale::En),
            ("fr, en;q=0.3, zh-CN;q=0.7", Locale::Zh),
            ("fr", Locale::Zh),
            ("en;q=0", Locale::Zh),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(header));
            assert_eq!(Locale::of(&headers), expected, "{header}");
        }
    }
}
