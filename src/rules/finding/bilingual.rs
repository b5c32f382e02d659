//! Texts in both languages of the service.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text in both languages; the caller's locale chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Bilingual {
    /// Chinese, zh-CN.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// A text in both languages.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
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
