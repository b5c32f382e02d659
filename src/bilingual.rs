//! Texts in both languages of the service: what a rule finds, why a request was refused, what is to be done.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text in both languages; the caller's locale chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Bilingual {
    /// Chinese, zh-CN.
    pub zh: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Bilingual {
    /// A text in both languages.
    #[must_use]
    pub fn new(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// Several texts in a row, with each language's own stop between.
    #[must_use]
    pub fn list(texts: &[Self]) -> Self {
        let [zh, en] = [|text: &Self| text.zh.clone(), |text: &Self| text.en.clone()]
            .map(|language| texts.iter().map(language).collect::<Vec<_>>());
        Self::new(zh.join("；"), en.join("; "))
    }
}
