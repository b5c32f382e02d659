//! `ETag` and `If-Match`: who changes a thing says which version of it he saw.

use actix_web::{HttpRequest, http::header::HeaderMap};

use super::{
    codes::Code,
    error::{Error, Result},
    fault::Fault,
};

/// What `If-Match` said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IfMatch {
    /// No such header.
    Absent,
    /// `*`: any version.
    Any,
    /// These versions.
    Versions(Vec<i32>),
}

/// The tag of a version, as `"v3"`.
pub fn tag(version: i32) -> String {
    format!("\"v{version}\"")
}

/// Whether a reader has this version already: `If-None-Match` names it.
pub fn unchanged(request: &HttpRequest, etag: &str) -> bool {
    let asked = request.headers().get("if-none-match").and_then(|value| value.to_str().ok());
    let mut tags = asked.into_iter().flat_map(|asked| asked.split(',')).map(str::trim);
    request.method().is_safe() && tags.any(|tag| tag.trim_start_matches("W/") == etag || tag == "*")
}

impl IfMatch {
    /// Reads the header. A tag that this service never made matches nothing.
    pub fn of(headers: &HeaderMap) -> Self {
        let Some(value) = headers.get("if-match") else { return Self::Absent };
        let text = value.to_str().unwrap_or_default();
        if text.trim() == "*" {
            return Self::Any;
        }
        // What follows the point tells how it was shown, which a change does not depend on.
        let version = |tag: &str| {
            let tag = tag.trim().strip_prefix("\"v")?.strip_suffix('"')?;
            let digits = tag.split('.').next()?;
            digits.parse().ok().filter(|version: &i32| version.to_string() == digits)
        };
        Self::Versions(text.split(',').filter_map(version).collect())
    }

    /// Compares with the version that is there. Errors: 428 without the header, 412 when it names another.
    pub fn check(&self, version: i32) -> Result<()> {
        match self {
            Self::Absent => {
                let fault =
                    Fault::header("If-Match", "required", "请带上读取时的 ETag", "Send the ETag you read");
                Err(Error::new(Code::PreconditionRequired).faults(vec![fault]))
            }
            Self::Any => Ok(()),
            Self::Versions(versions) if versions.contains(&version) => Ok(()),
            Self::Versions(_) => Err(Error::new(Code::Stale)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    #[test]
    fn only_the_version_that_was_read_matches() {
        for (header, version, matches) in [
            ("\"v3\"", 3, true),
            ("\"v2\"", 3, false),
            ("*", 3, true),
            ("\"v1\", \"v3\"", 3, true),
            ("W/\"v3\"", 3, false),
            ("v3", 3, false),
            ("\"v03\", \"v+3\"", 3, false),
            ("\"v3.0a1b2c3d4e5f\"", 3, true),
            ("\"v2.0a1b2c3d4e5f\"", 3, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HeaderName::from_static("if-match"), HeaderValue::from_static(header));
            assert_eq!(IfMatch::of(&headers).check(version).is_ok(), matches, "{header}");
        }
    }
}
