//! Rows of results: each edition as it was made, byte for byte.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use crate::{
    db::Conn,
    evaluation::{model::EvaluationRow, result::EvaluationResult},
    http::{Error, Result, Tx, hex::hex},
    rules::policy::Grade,
    schema::evaluation_results,
    text_enum,
};

text_enum! {
    /// How far a result is.
    ResultStage {
        /// The contractor may appeal against it.
        Provisional = "provisional", "初步结果", "Provisional";
        /// It stands.
        Final = "final", "最终结果", "Final";
    }
}

/// A result as it was made, or as it would be made now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MadeResult {
    /// Provisional or final; null while the evaluation is scored and nothing is made.
    #[schema(required)]
    pub stage: Option<ResultStage>,
    /// First, second … edition; a decided appeal makes another. Null while nothing is made.
    #[schema(required)]
    pub edition: Option<i32>,
    /// When it was made.
    #[schema(required)]
    pub made_at: Option<DateTime<Utc>>,
    /// The result.
    #[serde(flatten)]
    pub result: EvaluationResult,
}

/// A result with the digest that it is kept and told of by.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ResultView {
    /// The result.
    #[serde(flatten)]
    pub made: MadeResult,
    /// SHA-256, in hexadecimal, over the RFC 8785 form of this answer without this member; null while nothing is made.
    #[schema(required)]
    pub digest: Option<String>,
}

/// Keeps an edition. Answers its digest.
pub async fn keep(tx: &Tx<'_>, evaluation: &EvaluationRow, made: &MadeResult) -> Result<String> {
    let body = serde_json_canonicalizer::to_vec(made).map_err(Error::internal)?;
    let digest = Sha256::digest(&body).to_vec();
    let row = (
        evaluation_results::county_code.eq(tx.county()),
        evaluation_results::evaluation_id.eq(evaluation.id),
        evaluation_results::edition.eq(made.edition.unwrap_or(1)),
        evaluation_results::stage.eq(made.stage.unwrap_or(ResultStage::Provisional)),
        evaluation_results::body.eq(body),
        evaluation_results::digest.eq(&digest),
        evaluation_results::result.eq(i32::from(made.result.result.hundredths())),
        evaluation_results::grade.eq(made.result.grade.map(Grade::code)),
        evaluation_results::made_by.eq(tx.actor()?),
        evaluation_results::made_at.eq(tx.now()),
    );
    diesel::insert_into(evaluation_results::table).values(row).execute(&mut tx.conn()).await?;
    Ok(hex(&digest))
}

/// An edition from what was kept.
pub fn read(body: &[u8], digest: &[u8]) -> Result<ResultView> {
    Ok(ResultView { made: serde_json::from_slice(body)?, digest: Some(hex(digest)) })
}

/// The editions of an evaluation.
pub fn editions(evaluation: &EvaluationRow) -> evaluation_results::BoxedQuery<'_, diesel::pg::Pg> {
    evaluation_results::table
        .filter(evaluation_results::county_code.eq(&evaluation.county_code))
        .filter(evaluation_results::evaluation_id.eq(evaluation.id))
        .into_boxed()
}

/// The newest edition; none before a result is made.
pub async fn newest(mut conn: &Conn, evaluation: &EvaluationRow) -> Result<Option<ResultView>> {
    let last = editions(evaluation)
        .order(evaluation_results::edition.desc())
        .select((evaluation_results::body, evaluation_results::digest));
    let found: Option<(Vec<u8>, Vec<u8>)> = last.first(&mut conn).await.optional()?;
    found.map(|(body, digest)| read(&body, &digest)).transpose()
}

/// When the first edition was made; none before a result is made.
pub async fn first_made_at(mut conn: &Conn, evaluation: &EvaluationRow) -> Result<Option<DateTime<Utc>>> {
    let first = editions(evaluation).order(evaluation_results::edition).select(evaluation_results::made_at);
    Ok(first.first(&mut conn).await.optional()?)
}
