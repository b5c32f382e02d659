//! Bodies that the published document would take, made from it, so that a new endpoint is walked without a new line here.

use uuid::Uuid;

use crate::harness::{Value, json};

/// Things that a body can refer to.
#[derive(Clone, Copy)]
pub struct Refs {
    pub station: Uuid,
    pub township: &'static str,
    pub organisation: Uuid,
    pub agency: Uuid,
    pub worker: Uuid,
    pub agreement: Uuid,
    pub draft: Uuid,
    pub phase: Uuid,
    pub framework: Uuid,
    pub user: Uuid,
    pub room: Uuid,
    pub item: &'static str,
    /// Whatever else has an id.
    pub other: Uuid,
}

impl Refs {
    /// References to what nobody has.
    pub fn to_nothing(township: &'static str) -> Self {
        let none: Uuid = "01890000-0000-7000-8000-000000000000".parse().unwrap();
        Self {
            station: none,
            township,
            organisation: none,
            agency: none,
            worker: none,
            agreement: none,
            draft: none,
            phase: none,
            framework: none,
            user: none,
            room: none,
            item: "0.0",
            other: none,
        }
    }

    fn id(&self, field: &str) -> Uuid {
        match field {
            "station_id" | "station_ids" | "add_station_ids" | "remove_station_ids" => self.station,
            "contractor_id" | "organisation_id" => self.organisation,
            "agency_id" => self.agency,
            "worker_id" | "lead_worker_id" | "leader_worker_id" | "worker_ids" => self.worker,
            "agreement_id" => self.agreement,
            "phase_id" => self.phase,
            "framework_id" => self.framework,
            "replaces" => self.room,
            _ => self.other,
        }
    }
}

/// Makes bodies for operations.
pub struct Maker<'a> {
    pub document: &'a Value,
    pub refs: Refs,
    /// What a field of this schema and name is given instead; none leaves it.
    pub speaks: Option<fn(&Value, &str) -> Option<Value>>,
}

impl Maker<'_> {
    /// Bodies of an operation: only what is required, then that with each optional field in turn.
    pub fn bodies(&self, method: &str, path: &str) -> Vec<(String, Value)> {
        let operation = &self.document["paths"][path][method.to_ascii_lowercase()];
        assert!(operation.is_object(), "{method} {path} is not in the document");
        let Some(content) = operation["requestBody"]["content"].as_object() else {
            return vec![("application/json".into(), json!({}))];
        };
        let (kind, media) = content.iter().next().unwrap();
        let schema = self.resolved(&media["schema"]);
        let least = self.value(&schema, "", false);
        let mut all = vec![(kind.clone(), least.clone())];
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if least[name].is_null() {
                let mut body = least.clone();
                body[name] = self.value(property, name, true);
                if let Some(role) = role_with(name).filter(|_| !least["role"].is_null()) {
                    body["role"] = json!(role);
                }
                all.push((kind.clone(), body));
            }
        }
        all
    }

    /// A schema with what it refers to in its place.
    pub fn resolved(&self, schema: &Value) -> Value {
        if let Some(name) = schema["$ref"].as_str() {
            return self.resolved(self.document.pointer(name.trim_start_matches('#')).unwrap());
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let (mut properties, mut required) = (json!({}), Vec::new());
            for part in parts.iter().map(|part| self.resolved(part)) {
                let own = part["properties"].as_object().cloned().unwrap_or_default();
                properties.as_object_mut().unwrap().extend(own);
                required.extend(part["required"].as_array().cloned().unwrap_or_default());
            }
            return json!({"type": "object", "properties": properties, "required": required});
        }
        let branches = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
        let branch = branches.and_then(|all| all.iter().find(|one| one["type"] != "null"));
        branch.map_or_else(|| schema.clone(), |one| self.resolved(one))
    }

    fn value(&self, schema: &Value, field: &str, whole: bool) -> Value {
        let schema = self.resolved(schema);
        let kind = schema["type"].as_array().map_or(&schema["type"], |kinds| &kinds[0]);
        match kind.as_str() {
            Some("object") => self.object(&schema, whole),
            Some("array") => json!([self.value(&schema["items"], field, whole)]),
            Some("integer" | "number") => {
                schema.get("example").or(schema.get("minimum")).cloned().unwrap_or(json!(1))
            }
            Some("boolean") => json!(true),
            _ => self.text(&schema, field),
        }
    }

    fn object(&self, schema: &Value, whole: bool) -> Value {
        let required =
            |name: &String| schema["required"].as_array().is_some_and(|all| all.contains(&json!(name)));
        let members = schema["properties"].as_object().into_iter().flatten();
        let kept = members.filter(|(name, _)| whole || required(name));
        Value::Object(kept.map(|(name, schema)| (name.clone(), self.value(schema, name, whole))).collect())
    }

    fn text(&self, schema: &Value, field: &str) -> Value {
        if let Some(said) = self.speaks.and_then(|speaks| speaks(schema, field)) {
            return said;
        }
        match (field, schema["format"].as_str()) {
            ("township_code", _) => json!(self.refs.township),
            ("item_code", _) => json!(self.refs.item),
            ("scopes", _) => json!("me.read"),
            (_, Some("uuid")) => json!(self.refs.id(field)),
            _ if schema["enum"].is_array() => schema["enum"][0].clone(),
            _ if schema["example"].is_string() => schema["example"].clone(),
            ("to" | "scoring_from", Some("date")) => json!("2023-11-01"),
            ("scoring_to", Some("date")) => json!("2023-12-01"),
            (_, Some("date")) => json!("2023-10-01"),
            _ => json!("文字"),
        }
    }
}

/// The role of an account that belongs to what a field names.
fn role_with(field: &str) -> Option<&'static str> {
    match field {
        "township_code" => Some("township_officer"),
        "organisation_id" => Some("contractor_manager"),
        "worker_id" => Some("station_lead"),
        _ => None,
    }
}
