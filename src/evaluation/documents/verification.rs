//! `GET /public/verifications/{digest}`: whether a paper is one of ours.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::verified;
use crate::{
    auth::policy::Public,
    evaluation::model::{EvaluationState, Party},
    http::{Ctx, Error, Path, Reply, Result},
    places::service_years::model::PhaseKind,
    text_enum,
};

text_enum! {
    /// What a document is.
    DocumentKind {
        /// A scorecard, as it was sealed.
        Scorecard = "scorecard", "评分表", "Scorecard";
        /// The result of an evaluation.
        Result = "result", "评估结果", "Result";
        /// What the annual results said of a renewal.
        RenewalReference = "renewal_reference", "续约参考", "Renewal reference";
    }
}

/// The digest that a document shows.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct DigestPath {
    /// SHA-256 in hexadecimal, as it is printed on the document.
    #[param(pattern = "^[0-9a-f]{64}$")]
    pub digest: String,
}

/// A document of ours.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerifiedDocument {
    /// What it is.
    pub kind: DocumentKind,
    /// Name of the county.
    pub county: String,
    /// Name of the station; null for what is about an agreement.
    #[schema(required)]
    pub station: Option<String>,
    /// Number of the agreement; null for what is about a station.
    #[schema(required)]
    pub agreement: Option<String>,
    /// First, second … service year of the agreement.
    pub service_year: i32,
    /// The phase; null for what is about a whole year.
    #[schema(required)]
    pub phase: Option<PhaseKind>,
    /// Whose scorecard it is; null for everything else.
    #[schema(required)]
    pub party: Option<Party>,
    /// Whether the result was provisional or final; null for everything else.
    #[schema(required)]
    pub stage: Option<EvaluationState>,
    /// The day on which it was sealed or made, in Asia/Shanghai.
    pub dated: NaiveDate,
    /// Which edition it is, from one.
    pub edition: i32,
    /// Whether there is a newer edition, or this one was annulled.
    pub superseded: bool,
}

/// Tells whether a document with this digest is one of ours, once what it is about is published; until then, and of every
/// other digest, nothing. It tells no points and no result: those are compared with the paper by who may read them.
#[utoipa::path(get, path = "/api/v1/public/verifications/{digest}", tag = "evaluation")]
pub async fn verify_document(ctx: Ctx<Public>, path: Path<DigestPath>) -> Result<Reply<VerifiedDocument>> {
    let digest = bytes(&path.digest).ok_or_else(Error::not_found)?;
    let found = ctx.read(async |conn| verified::find(conn, &digest).await).await?;
    Reply::computed(&found.ok_or_else(Error::not_found)?)
}

/// The bytes of a digest; none for what is none.
fn bytes(digest: &str) -> Option<Vec<u8>> {
    if digest.len() != 64 || !digest.bytes().all(|one| matches!(one, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let byte = |at: usize| u8::from_str_radix(digest.get(at..at + 2)?, 16).ok();
    (0..64).step_by(2).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sixty_four_small_letters_and_digits_are_a_digest() {
        assert_eq!(bytes(&"0f".repeat(32)), Some(vec![15; 32]));
        for bad in ["", "0f", &"0F".repeat(32), &"+1".repeat(32), &"0f".repeat(33), &"é".repeat(32)] {
            assert_eq!(bytes(bad), None, "{bad}");
        }
    }
}
