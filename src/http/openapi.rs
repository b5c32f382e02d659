//! The OpenAPI document: what every operation has in common is added here, in one pass, from the same tables the
//! service runs on.

use std::collections::BTreeMap;

use actix_web::http::Method;
use serde_json::{Value, json};
use utoipa::openapi::{
    Components, ContentBuilder, Info, Object, OpenApi, Ref, RefOr, Required, ResponseBuilder, Type,
    extensions::ExtensionsBuilder,
    path::{Operation, ParameterBuilder, ParameterIn},
    security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
    tag::Tag,
};

use super::codes::Code;
use crate::{auth::policy::Row, db::text_enum::TextEnum as _};

/// The rooms of the API, in the order of the docs page.
const TAGS: &[(&str, &str)] = &[
    ("access", "登录、账号与机器客户端 · Sign-in, accounts, machine clients"),
    ("places", "县、乡镇、机构、政策 · Counties, townships, organisations, policy"),
    ("stations", "社工站 · Stations"),
    (
        "premises",
        "场地、设备、安全检查、标识、制度与达标情况 · Rooms, equipment, safety checks, signage, institutions, readiness",
    ),
    ("attachments", "附件 · Attachments"),
    ("agreements", "购买服务协议与服务年度 · Agreements and service years"),
    ("catalogue", "服务目录、站点服务清单、不承担事项 · Service catalogue, service lists, declined requests"),
    ("staffing", "社工、聘用、驻站与配备合规 · Workers, employments, postings, compliance"),
    ("imports", "批量导入 · Imports that go on after their request"),
    ("service_logs", "服务记录与疑问 · Service logs and questions about them"),
    ("casework", "个案、小组、社区活动 · Cases, groups, community activities"),
    ("clients", "服务对象、未成年人保护、摸底调查 · Clients, protection of minors, baseline surveys"),
    ("progress_reports", "月度进展报告与工作日历 · Monthly progress reports and the working calendar"),
    ("briefs", "简报、动态与经验总结 · Briefs, posts and summaries of experience"),
    ("governance", "里程碑与领导小组 · Milestones and the leading group"),
    ("evaluation", "三方评估 · Three-party evaluation"),
    ("integration", "变更与审计 · Changes and audit"),
];

/// A bearer token has no scopes of OAuth in the document's sense: `x-permission` names the action.
const NO_SCOPES: [&str; 0] = [];

/// Adds permission, security, headers and problem answers to one operation.
pub fn complete(mut operation: Operation, method: &Method, path: &str, row: Option<&Row>) -> Operation {
    // A doc comment is broken into lines; a summary is one.
    operation.summary = operation.summary.map(|summary| summary.replace('\n', " "));
    // Said also of what is open to all, so that nobody has to guess whether it was forgotten.
    operation.security =
        Some(row.map(|_| SecurityRequirement::new("bearer", NO_SCOPES)).into_iter().collect());
    if let Some(row) = row {
        operation.extensions = Some(permission(row));
        if method == Method::POST {
            operation.parameters.get_or_insert_with(Vec::new).push(idempotency_key());
        }
    }
    if method == Method::PATCH {
        as_merge_patch(&mut operation);
    }
    for status in problem_statuses(&operation, method, path, row.is_some()) {
        let problem = Ref::new(format!("#/components/responses/Problem{status}"));
        operation.responses.responses.insert(status.to_string(), problem.into());
    }
    operation
}

fn permission(row: &Row) -> utoipa::openapi::extensions::Extensions {
    let roles: Vec<&str> =
        row.grants.iter().flat_map(|(_, roles)| roles.iter().map(|role| role.code())).collect();
    ExtensionsBuilder::new().add("x-permission", row.action).add("x-roles", roles).build()
}

fn idempotency_key() -> RefOr<utoipa::openapi::path::Parameter> {
    let about = "A key of your own making (a UUID is good): the same request with the same key is done once, however often it is sent within 24 hours.";
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(about))
        .schema(Some(Object::builder().schema_type(Type::String).min_length(Some(1)).max_length(Some(255))))
        .build()
        .into()
}

fn as_merge_patch(operation: &mut Operation) {
    if let Some(RefOr::T(body)) = &mut operation.request_body
        && let Some(content) = body.content.remove("application/json")
    {
        body.content.insert("application/merge-patch+json".into(), content);
    }
}

fn problem_statuses(operation: &Operation, method: &Method, path: &str, closed: bool) -> Vec<u16> {
    let mut statuses = vec![422, 429, 500, 503];
    let has_header = |name: &str| {
        let named = |p: &RefOr<utoipa::openapi::path::Parameter>| matches!(p, RefOr::T(p) if p.name == name);
        operation.parameters.as_ref().is_some_and(|all| all.iter().any(named))
    };
    let mut add = |condition: bool, more: &[u16]| {
        if condition {
            statuses.extend_from_slice(more);
        }
    };
    add(closed, &[401, 403]);
    add(path.contains('{') || has_header("county"), &[404]);
    add(operation.request_body.is_some(), &[400, 408, 413, 415]);
    add(!method.is_safe(), &[409]);
    add(has_header("If-Match"), &[412, 428]);
    add(path.ends_with("/changes"), &[410]);
    add(path.ends_with("/auth/token"), &[401, 403]);
    statuses.sort_unstable();
    statuses
}

/// The frame of the document, before any operation is in it.
pub fn frame() -> OpenApi {
    let mut info = Info::new("Township social-work stations", env!("CARGO_PKG_VERSION"));
    info.description = Some(include_str!("openapi.md").into());
    info.license = Some(
        utoipa::openapi::LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build(),
    );
    let mut document = OpenApi::new(info, utoipa::openapi::Paths::new());
    document.tags = Some(TAGS.iter().map(|(name, about)| tag(name, about)).collect());
    let mut components = Components::new();
    let bearer = Http::builder().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    // No operation answers 405: that is for the methods that a path does not have.
    for (status, codes) in codes_by_status().into_iter().filter(|(status, _)| *status != 405) {
        components.responses.insert(format!("Problem{status}"), problem_response(&codes).into());
    }
    document.components = Some(components);
    document.servers = Some(vec![utoipa::openapi::Server::new("/")]);
    document
}

fn tag(name: &str, about: &str) -> Tag {
    let mut tag = Tag::new(name);
    tag.description = Some(about.to_owned());
    tag
}

fn codes_by_status() -> BTreeMap<u16, Vec<Code>> {
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in Code::ALL {
        by_status.entry(code.status()).or_default().push(*code);
    }
    by_status
}

fn problem_response(codes: &[Code]) -> utoipa::openapi::Response {
    let list: Vec<String> =
        codes.iter().map(|code| format!("`{}`: {}", code.name(), code.title().1)).collect();
    let names: Vec<&str> = codes.iter().map(|code| code.name()).collect();
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new()
        .description(list.join("; "))
        .content(super::problem::PROBLEM_JSON, content)
        .extensions(Some(ExtensionsBuilder::new().add("x-problem-codes", names).build()))
        .build()
}

/// The finished document as JSON, in a stable order.
pub fn to_json(document: &OpenApi) -> Value {
    let mut json = serde_json::to_value(document).unwrap_or_default();
    if let Some(schemas) = json.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.values_mut().for_each(explain_forms);
        schemas.values_mut().for_each(explain_value);
        schemas.insert("Problem".into(), problem_schema());
    }
    json
}

/// Says of a generic `value` what it is, where its type has no words of its own.
fn explain_value(schema: &mut Value) {
    let value = schema.pointer_mut("/properties/value").and_then(Value::as_object_mut);
    if let Some(value) =
        value.filter(|value| !value.contains_key("description") && !value.contains_key("$ref"))
    {
        value.insert("description".into(), json!("The value."));
    }
}

/// Says what the tag of a tagged enum is for, which its derive leaves out.
fn explain_forms(schema: &mut Value) {
    for form in schema.get_mut("oneOf").and_then(Value::as_array_mut).into_iter().flatten() {
        let kind = form.pointer_mut("/properties/kind").and_then(Value::as_object_mut);
        if let Some(kind) = kind.filter(|kind| !kind.contains_key("description")) {
            kind.insert("description".into(), json!("Which of the forms this is."));
        }
    }
}

fn problem_schema() -> Value {
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let text = |about: &str| json!({"type": "string", "description": about});
    json!({
        "type": "object",
        "description": "RFC 9457. `title`, `detail` and `message` are in the language asked for; programs read `code`.",
        "required": ["type", "title", "status", "code", "request_id"],
        "properties": {
            "type": text("Where the code is explained."),
            "title": text("The kind of problem."),
            "status": {"type": "integer", "description": "The HTTP status again."},
            "code": {"type": "string", "enum": codes, "description": "Stable."},
            "request_id": {"type": "string", "format": "uuid", "description": "Name it when you ask for help."},
            "detail": text("What is particular to this case."),
            "clause": text("The clause of the county's plan that stands against it."),
            "error": text("The code of RFC 6749, in answers of the token endpoint."),
            "errors": {"type": "array", "description": "Everything that is wrong with the input.", "items": {
                "type": "object", "required": ["in", "pointer", "code", "message"], "properties": {
                    "in": {"type": "string", "enum": ["body", "query", "header"], "description": "Which part of the request."},
                    "pointer": text("RFC 6901 pointer to the field; `/name` for a parameter or header."),
                    "code": text("What is wrong, as `required` or `too_long`."),
                    "message": text("For the person who typed it.")
                }
            }}
        }
    })
}
