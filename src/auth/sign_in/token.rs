//! `POST /auth/token` (RFC 6749).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{client, password_grant, refresh};
use crate::{
    auth::{
        policy::Public,
        sessions::RefreshToken,
        token::{self, Claims, LIFETIME},
    },
    http::{Ctx, Form, Reply, Result, clock::new_id, fault::Fault},
    text_enum,
};

text_enum! {
    /// What is exchanged for a token.
    GrantType {
        /// A person's name and password.
        Password = "password", "账号密码", "Name and password";
        /// The refresh token of a session.
        RefreshToken = "refresh_token", "刷新令牌", "Refresh token";
        /// A machine client's secret or signed assertion.
        ClientCredentials = "client_credentials", "机器客户端凭据", "Credentials of a machine client";
    }
}

text_enum! {
    /// What kind of assertion a machine client signs (RFC 7523).
    AssertionType {
        /// A JWT.
        Jwt = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "JWT断言", "JWT";
    }
}

/// A request for a token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    /// What is exchanged.
    pub grant_type: GrantType,
    /// With `password`: the name with its county.
    #[schema(max_length = 200, format = "single-line", example = "zhang@469025")]
    pub username: Option<String>,
    /// With `password`.
    #[schema(max_length = 200)]
    pub password: Option<String>,
    /// With `refresh_token`: the newest.
    #[schema(max_length = 4096)]
    pub refresh_token: Option<String>,
    /// With `client_credentials`: the id with its county.
    #[schema(max_length = 200, example = "469025.0190163d-8694-739b-aea5-966c26f8ad91")]
    pub client_id: Option<String>,
    /// With `client_credentials`, unless an assertion is given.
    #[schema(max_length = 200)]
    pub client_secret: Option<String>,
    /// With `client_assertion`.
    pub client_assertion_type: Option<AssertionType>,
    /// With `client_credentials`, instead of a secret: an `EdDSA` JWT of `typ` `client-authentication+jwt` whose `iss`
    /// and `sub` are the client's id and `aud` this service's issuer; at most 60 s from `iat` to `exp`, each `jti` once.
    #[schema(max_length = 4096)]
    pub client_assertion: Option<String>,
    /// With `client_credentials`: some of the client's scopes, separated by spaces; all of them when left out.
    #[schema(max_length = 2000)]
    pub scope: Option<String>,
}

/// A token.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenAnswer {
    /// Send it as `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds until it expires.
    #[schema(example = 900)]
    pub expires_in: i64,
    /// For a person: exchange it before then. Each works once; send it again only if the answer was lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// For a machine client: what it may do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

/// Signs in, refreshes a sign-in, or lets a machine client in (OAuth 2.0).
#[utoipa::path(post, path = "/api/v1/auth/token", tag = "access")]
pub async fn issue_token(ctx: Ctx<Public>, form: Form<TokenRequest>) -> Result<Reply<TokenAnswer>> {
    let form = form.0;
    let answer = match form.grant_type {
        GrantType::Password => {
            let [name, password] = given([("username", &form.username), ("password", &form.password)])?;
            password_grant::grant(&ctx, name, password).await?
        }
        GrantType::RefreshToken => {
            let [token] = given([("refresh_token", &form.refresh_token)])?;
            refresh::grant(&ctx, token).await?
        }
        GrantType::ClientCredentials => client::grant(&ctx, &form).await?,
    };
    Reply::plain(&answer)
}

/// The values of fields that this grant needs. Errors: every one that is missing.
fn given<'a, const N: usize>(fields: [(&str, &'a Option<String>); N]) -> Result<[&'a str; N]> {
    let missing = |name: &str| Fault::body(format!("/{name}"), "required", "必填", "This is required");
    let faults: Vec<Fault> =
        fields.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| missing(name)).collect();
    if faults.is_empty() {
        return Ok(fields.map(|(_, value)| value.as_deref().unwrap_or_default()));
    }
    Err(crate::http::Error::invalid(faults))
}

impl TokenAnswer {
    /// The tokens of a person's session.
    pub fn of_user(
        ctx: &Ctx<Public>,
        user: Uuid,
        refresh: &RefreshToken,
        ends_at: DateTime<Utc>,
    ) -> Result<Self> {
        let claims = begin(ctx, &refresh.county, user, Some(refresh.session));
        let left = ends_at.signed_duration_since(ctx.now()).num_seconds();
        let answer = Self::signed(ctx, &claims)?;
        Ok(Self { expires_in: LIFETIME.min(left), refresh_token: Some(refresh.to_text()), ..answer })
    }

    /// The token of a machine client.
    pub fn of_client(ctx: &Ctx<Public>, county: &str, client: Uuid, scope: String) -> Result<Self> {
        let claims = Claims { scope: Some(scope.clone()), ..begin(ctx, county, client, None) };
        Ok(Self { scope: Some(scope), ..Self::signed(ctx, &claims)? })
    }

    fn signed(ctx: &Ctx<Public>, claims: &Claims) -> Result<Self> {
        let access_token = token::sign(&ctx.shared().keys.current(), claims)?;
        Ok(Self {
            access_token,
            token_type: "Bearer",
            expires_in: LIFETIME,
            refresh_token: None,
            scope: None,
        })
    }
}

fn begin(ctx: &Ctx<Public>, county: &str, sub: Uuid, session: Option<Uuid>) -> Claims {
    Claims::begin(&ctx.shared().config.public_url, county, sub, session, ctx.now(), new_id(ctx.now()))
}
