"""What the service says of itself, and what people have agreed that it may do: routes, roles, the types of fields.

The routes are the running service's (`/openapi.json`); who may do what is docs/role-matrix.md, which a person reviews. Neither
is asked of the code.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
METHODS = ("get", "put", "post", "patch", "delete")


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    action: str | None
    """The permission that it names; none when it is public."""
    body: dict | None
    """Media types of its body, with their schemas."""
    parameters: tuple[tuple[str, str], ...]
    """Where and what: `("query", "limit")`."""

    @property
    def name(self) -> str:
        """As in a log."""
        return f"{self.method} {self.path}"

    @property
    def json(self) -> str | None:
        """The media type of a JSON body."""
        return next((kind for kind in self.body or {} if kind.endswith(("/json", "+json"))), None)


class Contract:
    """The published document."""

    def __init__(self, document: dict):
        self.document = document
        self.operations = [
            operation(method.upper(), path, item[method])
            for path, item in document["paths"].items() for method in METHODS if method in item
        ]

    def resolved(self, schema: dict) -> dict:
        """A schema without references: of several forms the first that is not null."""
        if "$ref" in schema:
            return self.resolved(self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
        if "allOf" in schema:
            parts = [self.resolved(one) for one in schema["allOf"]]
            properties = {name: value for part in parts for name, value in part.get("properties", {}).items()}
            required = [name for part in parts for name in part.get("required", [])]
            return {"type": "object", "properties": properties, "required": required} if properties else parts[0]
        for one in schema.get("oneOf", schema.get("anyOf", [])):
            if one.get("type") != "null":
                return self.resolved(one)
        return schema

    def fields(self, operation: Operation) -> dict[str, dict]:
        """The fields of its JSON or form body."""
        schema = next(iter((operation.body or {}).values()), {})
        return {name: self.resolved(one) for name, one in self.resolved(schema).get("properties", {}).items()}

    def example(self, operation: Operation, ids: dict[str, str], whole: bool = False):
        """A body that the document would take: what is required, or with `whole` everything; `ids` by the name of their field."""
        return self._value(next(iter((operation.body or {}).values()), {"type": "object"}), "", ids, whole)

    def _value(self, schema: dict, field: str, ids: dict[str, str], whole: bool):
        schema = self.resolved(schema)
        kind = schema.get("type")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "object":
            wanted = schema.get("properties", {}) if whole else schema.get("required", [])
            return {name: self._value(schema["properties"][name], name, ids, whole) for name in wanted if name in schema["properties"]}
        if kind == "array":
            return [self._value(schema.get("items", {}), field, ids, whole)]
        if kind in ("integer", "number"):
            return schema.get("example", schema.get("minimum", 1))
        if kind == "boolean":
            return True
        return self._text(schema, field, ids)

    @staticmethod
    def _text(schema: dict, field: str, ids: dict[str, str]) -> str:
        if schema.get("format") == "uuid":
            return ids.get(field.removesuffix("s") if field.endswith("_ids") else field, ids["other"])
        if "enum" in schema:
            return schema["enum"][0]
        if isinstance(schema.get("example"), str):
            return schema["example"]
        dates = {"to": "2023-11-01", "scoring_from": "2023-11-01", "scoring_to": "2023-12-01"}
        return dates.get(field, "2023-10-01") if schema.get("format") == "date" else "文字"

    def query(self, operation: Operation) -> dict[str, dict]:
        """The parameters of its query string."""
        item = self.document["paths"][operation.path][operation.method.lower()]
        return {one["name"]: self.resolved(one["schema"]) for one in item.get("parameters", []) if one["in"] == "query"}


def operation(method: str, path: str, item: dict) -> Operation:
    """Out of the document."""
    body = {kind: media.get("schema", {}) for kind, media in item.get("requestBody", {}).get("content", {}).items()}
    parameters = tuple((one["in"], one["name"]) for one in item.get("parameters", []))
    return Operation(method, path, item.get("x-permission"), body or None, parameters)


def matrix() -> dict[str, dict[str, str]]:
    """action → role → extent, as reviewed; a role without the action is left out."""
    rows = [line.strip("| \n").split(" | ") for line in (ROOT / "docs/role-matrix.md").read_text().splitlines() if line.startswith("| ")]
    roles = rows[0][1:]
    return {row[0]: {role: extent for role, extent in zip(roles, row[1:], strict=True) if extent != "."} for row in rows[1:]}


def written() -> set[tuple[str, str]]:
    """Method and path of every handler, as they stand in the sources."""
    found = set()
    for file in (ROOT / "src").rglob("*.rs"):
        for method, path in re.findall(r"#\[utoipa::path\(\s*(\w+),\s*path = \"([^\"]+)\"", file.read_text()):
            found.add((method.upper(), path))
    return found
