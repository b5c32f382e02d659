//! A sheet as an answer: `?format=pdf` or `xlsx`, made off the threads that serve requests.

use actix_web::web::Bytes;
use futures_util::stream;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;
use utoipa::IntoParams;

use super::{
    book, pdf,
    sheet::{Proof, Sheet},
};
use crate::{
    attachments::media_type::MediaType,
    auth::policy::Action,
    db::text_enum::TextEnum as _,
    http::{
        Ctx, Error, Result,
        download::{self, Download, Downloadable},
        hex::hex,
    },
    text_enum,
};

text_enum! {
    /// What a document is given as.
    DocumentFormat {
        /// To be printed, signed and sealed.
        Pdf = "pdf", "PDF 文档", "PDF document";
        /// To be reckoned with.
        Xlsx = "xlsx", "Excel 工作簿", "Excel workbook";
    }
}

/// Which format is wanted.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct DocumentQuery {
    /// PDF when left out.
    #[param(inline)]
    pub format: Option<DocumentFormat>,
}

/// Gives a sheet. Errors: 416; internal.
pub async fn give<A: Action>(ctx: &Ctx<A>, query: DocumentQuery, sheet: Sheet) -> Result<Download> {
    let format = query.format.unwrap_or(DocumentFormat::Pdf);
    let name = format!("{}.{}", sheet.name, format.code());
    let made = spawn_blocking(move || render(&sheet, format)).await.map_err(Error::internal)??;
    let media_type = match format {
        DocumentFormat::Pdf => MediaType::Pdf,
        DocumentFormat::Xlsx => MediaType::Xlsx,
    };
    bytes(ctx, made, media_type.code(), name).await
}

/// Gives bytes that are all there as a file. Errors: 416.
pub async fn bytes<A: Action>(
    ctx: &Ctx<A>,
    made: Vec<u8>,
    media_type: &'static str,
    name: String,
) -> Result<Download> {
    let size = u64::try_from(made.len()).map_err(Error::internal)?;
    let file = Downloadable { etag: format!("\"{}\"", hex(&Sha256::digest(&made))), size, media_type, name };
    let whole = Bytes::from(made);
    let open = async |range: std::ops::Range<u64>| {
        let place = |at: u64| usize::try_from(at).map_err(Error::internal);
        let part = whole.slice(place(range.start)?..place(range.end)?);
        Ok(stream::iter([Ok::<_, actix_web::Error>(part)]))
    };
    download::answer(ctx.request(), &file, open).await
}

fn render(sheet: &Sheet, format: DocumentFormat) -> Result<Vec<u8>> {
    match format {
        DocumentFormat::Pdf => pdf::pdf(sheet),
        DocumentFormat::Xlsx => book::xlsx(sheet),
    }
}

/// What a document with this digest is verified by: the link leads to this service under its public address.
pub fn proof<A: Action>(ctx: &Ctx<A>, digest: String) -> Proof {
    let link = format!("{}/api/v1/public/verifications/{digest}", ctx.shared().config.public_url);
    Proof { digest, link }
}
