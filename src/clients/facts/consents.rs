//! `POST /clients/{id}/consents`.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{
    model::{self, ClientFact, FactRow},
    record,
};
use crate::{
    auth::policy::ManageClients,
    clients::{
        kinds::{ClientFactKind, ConsentBy, ConsentChannel},
        opened::Opened,
    },
    dated,
    http::{
        Body, Created, Ctx, Id, Path, Result, Tx,
        body::rule_fault,
        text::{Line, Reason},
    },
    personal::{PersonKey, Sensitive},
};

/// A consent to the processing of personal data, or why there is none.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = whole))]
pub struct RecordConsent {
    /// Who consents; the guardian of a child under 14 (PIPL art. 31).
    pub by: ConsentBy,
    /// Version of the text that was consented to.
    #[schema(example = "2023-1")]
    pub text_version: Option<Line>,
    /// How it was given.
    pub channel: Option<ConsentChannel>,
    /// Why there is none; then neither text nor channel is given. Sealed.
    #[schema(value_type = Option<Reason>)]
    pub why_not: Option<Sensitive<Reason>>,
    /// The day it was given, or on which it could not be had; not after today. It ends when it is withdrawn.
    #[schema(example = "2023-07-01")]
    pub given_on: NaiveDate,
}

fn whole(new: &RecordConsent) -> Result<(), ValidationError> {
    let (given, refused) = ((new.text_version.is_some(), new.channel.is_some()), new.why_not.is_some());
    match (given, refused) {
        ((true, true), false) | ((false, false), true) => Ok(()),
        (_, true) => {
            let (zh, en) =
                ("已同意时不填写未取得的原因", "There is a consent, or a reason why there is none");
            Err(rule_fault("/why_not", "contradiction", zh, en))
        }
        ((has_text, _), false) => {
            let at = if has_text { "/channel" } else { "/text_version" };
            let (zh, en) = (
                "请填写同意的文本版本和方式，或未取得的原因",
                "Give the text and the channel, or why there is none",
            );
            Err(rule_fault(at, "required", zh, en))
        }
    }
}

/// Records a consent, or why there is none; a withdrawal ends it (`POST /client-facts/{id}/end`).
#[utoipa::path(post, path = "/api/v1/clients/{id}/consents", tag = "clients")]
pub async fn record_consent(
    ctx: Ctx<ManageClients>,
    path: Path<Id>,
    body: Body<RecordConsent>,
) -> Result<Created<ClientFact>> {
    dated::not_after(ctx.today(), "/given_on", Some(body.0.given_on))?;
    let RecordConsent { by, text_version, channel, why_not, given_on } = body.0;
    let why_not = why_not.map(|why| why.map(String::from));
    let make = async |tx: &Tx<'_>, _: &Opened, key: &PersonKey| {
        let row = FactRow::new(tx, path.id, ClientFactKind::Consent, (given_on, None));
        let sealed = key.seal_some(model::cell(row.id), why_not.as_ref())?;
        let text_version = text_version.map(String::from);
        Ok(FactRow { consent_by: Some(by), consent_channel: channel, text_version, sealed, ..row })
    };
    record::record(&ctx, path.id, make).await
}
