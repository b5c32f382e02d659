//! What a judgement says, in one language, put into words only when somebody wants to read it.

use std::borrow::Cow;

/// A text, or how to make it: of the many days on which a verdict may turn only the day that is asked about is told of.
pub(in crate::rules) enum Text {
    Ready(Cow<'static, str>),
    Made(Box<dyn FnOnce() -> String>),
}

impl Text {
    /// The text itself.
    pub(in crate::rules) fn told(self) -> Cow<'static, str> {
        match self {
            Self::Ready(text) => text,
            Self::Made(make) => make().into(),
        }
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self::Ready(text.into())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::Ready(text.into())
    }
}

impl<F: FnOnce() -> String + 'static> From<F> for Text {
    fn from(make: F) -> Self {
        Self::Made(Box::new(make))
    }
}
