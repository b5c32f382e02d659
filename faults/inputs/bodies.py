"""Bad input: whole bodies, values by the type of their field, parameters, paths, headers, and requests that are no HTTP.

Every case is wrong for every place that it is put: no answer to it may be good, whatever the state of things.
"""

import gzip
import json

NUL, HIGH, LOW = "\0", "\ud800", "\udc00"
JSON = "application/json"
DEEP = 100_000


def whole(body: bytes, kind: str = JSON, **headers: str) -> tuple[bytes, dict[str, str]]:
    """A body of a type, with further headers."""
    return body, {"content-type": kind} | {name.replace("_", "-"): value for name, value in headers.items()}


def broken() -> dict[str, tuple[bytes, dict[str, str]]]:
    """Not JSON."""
    texts = {
        "empty": "", "blank": "  \n", "{": "{", "[": "[", "a quote": '"', "no value": '{"a":}', "cut": '{"name": "x',
        "a comma too many": '{"a": 1,}', "no comma": '{"a": 1 "b": 2}', "single quotes": "{'a': 1}", "a comment": "{} // x",
        "no quotes": "{a: 1}", "NaN": '{"a": NaN}', "Infinity": '{"a": Infinity}', "minus infinity": '{"a": -Infinity}',
        "1e400": '{"a": 1e400}', "a leading zero": '{"a": 01}', "hexadecimal": '{"a": 0x10}', "plus": '{"a": +1}', "a dot": '{"a": 1.}',
        "undefined": '{"a": undefined}', "two documents": "{} {}", "lines": "{}\n{}\n", "something behind": "{}x",
        "a lone high surrogate": '{"a": "\\ud800"}', "a lone low surrogate": '{"a": "\\udc00"}', "a wrong escape": '{"a": "\\x41"}',
        "a raw line end": '{"a": "x\ny"}', "a raw zero byte": '{"a": "x\0y"}', "a zero byte behind": "{}\0", "a raw escape": '{"a": "\x1b"}',
        "a BOM": "\ufeff{}", "XML": "<a/>", "YAML": "a: 1", "a form": "a=1&b=2", "a million spaces": " " * 1_000_000,
        "deep lists": "[" * DEEP + "]" * DEEP, "deep lists, open": "[" * DEEP, "deep objects": '{"a":' * DEEP + "1" + "}" * DEEP,
        "deep in a field": '{"name": ' + "[" * DEEP + "]" * DEEP + "}",
    }
    octets = {
        "invalid UTF-8": b'{"a": "\xff\xfe"}', "invalid UTF-8 in a name": b'{"\xff": 1}', "a surrogate in UTF-8": b'{"a": "\xed\xa0\x80"}',
        "overlong UTF-8": b'{"a": "\xc0\xaf"}', "cut UTF-8": b'{"a": "\xe7\x99"}', "GBK": '{"name": "白沙"}'.encode("gbk"),
        "UTF-16": "{}".encode("utf-16"), "UTF-16 without BOM": '{"a":1}'.encode("utf-16-le"), "UTF-32": "{}".encode("utf-32"),
        "zeros": bytes(1000), "random": bytes(range(256)) * 4,
    }
    return {what: whole(text.encode(errors="surrogatepass")) for what, text in texts.items()} | {
        what: whole(body) for what, body in octets.items()}


def shaped() -> dict[str, tuple[bytes, dict[str, str]]]:
    """JSON of the wrong form or size, or of another type."""
    member = {"unknown": 1}
    values = {
        "null": None, "true": True, "a number": 1, "a text": "x", "an empty list": [], "a list of objects": [member],
        "10,000 objects": [member] * 10_000, "10,000 unknown fields": {f"u{n}": n for n in range(10_000)}, "an unknown field": member,
        "an empty name": {"": 1}, "a name with a zero byte": {NUL: 1}, "__proto__": {"__proto__": {"role": "bureau_admin"}},
        "a name of 100 KB": {"x" * 100_000: 1}, "fields of the row": {"county_code": "469026", "version": 9, "state": "x", "created_by": "x"},
        "SQL as a name": {"x'; DROP TABLE users; --": 1}, "a reference": {"$ref": "#/components/schemas/User"},
    }
    made = {what: whole(json.dumps(value).encode()) for what, value in values.items()}
    made["an unknown field twice"] = whole(b'{"unknown": 1, "unknown": 2}')
    made["3 MiB"] = whole(b'{"name": "' + b"x" * (3 << 20) + b'"}')
    made["1 MiB and a byte"] = whole(b'{"name": "' + b"x" * ((1 << 20) - 11) + b'"}')
    bomb = gzip.compress(bytes(20 << 20))
    made["a gzip bomb"] = whole(bomb, content_encoding="gzip")
    made["a gzip bomb that does not say so"] = whole(bomb)
    made["compressed"] = whole(gzip.compress(b"{}"), content_encoding="gzip")
    made["deflate"] = whole(b"{}", content_encoding="deflate")
    made["brotli"] = whole(b"{}", content_encoding="br")
    made["twice compressed"] = whole(b"{}", content_encoding="gzip, gzip")
    for kind in ("text/plain", "text/json", "application/jsonx", "application/xml", "multipart/form-data; boundary=x",
                 "application/octet-stream", "", "json", "*/*", "application/json, text/plain", "application/problem+json"):
        made[f"content type {kind or 'empty'}"] = whole(b"{}", kind)
    return made


STRANGE = [True, [], ["x"], {}, {"$gt": ""}]
"""Wrong for a text, whatever it is for."""
NUMBERS = ["1", "１", "", True, [1], {}, 1.5, -2**63 - 1, 2**31, 2**63, 2**64, 10**30]
TEXTS = [f"x{NUL}y", NUL, "x\x1b[31my", "x\x7fy", "x\x85y", 1, 1.5, *STRANGE]
DATES = ["", "x", "2023-02-30", "2023-02-29", "2023-13-01", "2023-00-10", "2023-1-1", "23-01-01", "20230101", "2023/01/01",
         "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-2023-01-01", "+2023-01-01", "２０２３-０１-０１", "2023-01-01 ",
         " 2023-01-01", "2023-01-01T00:00:00Z", "2023-01-01\0", "today", "infinity", "-infinity", "epoch", "2023-W01-1", 20230101, *STRANGE]
INSTANTS = ["", "x", "2023-01-01", "2023-01-01T00:00:00", "2023-01-01T25:00:00Z", "2023-02-30T00:00:00Z", "now", "infinity", 1, *STRANGE]
IDS = ["", "x", "' OR 1=1 --", "01890000-0000-7000-8000-00000000000g", "01890000-0000-7000-8000-0000000000000",
       "01890000‐0000‐7000‐8000‐000000000000", "../x", NUL, 1, *STRANGE]
DECIMALS = ["", "x", "NaN", "Infinity", "-1.00", "1e5", "1E400", "1,00", "1.234", "１２.００", "0x10", "+1", "01", ".5", "1.", " 1",
            "1" * 400, 1, 1.5, *STRANGE]
ENUMS = ["", "no such value", "null", NUL, "ALL", 0, *STRANGE]
PATTERNS = ["", NUL, "x" * 300, "'; --", "\n", "１２３", "../../x", 1, *STRANGE]


def values(schema: dict) -> list:
    """What no field of this schema may hold."""
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind in ("integer", "number"):
        return NUMBERS
    if kind == "boolean":
        return ["true", 1, "", *STRANGE[1:]]
    if kind == "array":
        return ["x", 1, True, {}, [[[]]], [None]]
    if kind == "object":
        return ["x", 1, True, [1], []]
    if "enum" in schema:
        return ENUMS
    by_format = {"date": DATES, "date-time": INSTANTS, "uuid": IDS, "decimal": DECIMALS, "plain-text": TEXTS,
                 "single-line": [*TEXTS, "x\ny", "x\ry"]}
    if schema.get("format") in by_format:
        return [*by_format[schema["format"]], *(["长" * (schema["maxLength"] + 1)] if "maxLength" in schema else [])]
    if "pattern" in schema:
        return PATTERNS
    return [1, *STRANGE]


PARAMETERS = {
    "integer": ["-1", "0", "1001", "1000000000", "x", "", "1.5", "１０", "9223372036854775808", "1e3", "%00", "+5", "%ff"],
    "date": ["", "x", "2023-02-30", "0000-01-01", "9999-12-31", "2023-1-1", "２０２３-０１-０１", "-infinity", "%00", "2023-01-01T00:00:00Z"],
    "date-time": ["", "x", "2023-01-01", "now", "%00", "2023-01-01T00:00:00", "0000-00-00T00:00:00Z"],
    "uuid": ["", "x", "%27%20OR%201=1--", "%00", "../x", "01890000-0000-7000-8000-00000000000g"],
    "enum": ["", "x", "%00", "NULL", "%27%3B--"],
    "pattern": ["", "%00", "%27%3B--", "x" * 300, "%0a", "%ff"],
    "after": ["x", "%00", "%27", "====", "AAAA", "x" * 3000, "%ff%fe"],
}


def parameters(name: str, schema: dict) -> list[str]:
    """What this parameter of a query string may not be, as it is sent."""
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    form = "after" if name == "after" else "enum" if "enum" in schema else "pattern" if "pattern" in schema else schema.get("format", kind)
    return PARAMETERS.get("integer" if kind == "integer" else form, [])


QUERIES = ["unknown=1", "limit=1&limit=2", "limit", "&limit=%zz", "LIMIT=1", "limit[]=1", "%00=1", "limit=1;x=2", "county=469025%00",
           "x" * 6000 + "=1", "limit=1&" + "&".join(f"u{n}=1" for n in range(500))]
"""Query strings that no list takes."""
PATHS = ["%00", "x", "..%2f..%2fetc%2fpasswd", "%27%20OR%201=1--", "%ff%fe", "１", "x" * 5000, "01890000-0000-7000-8000-00000000000g",
         "%7B%7D", "null", "-1", "01890000-0000-7000-8000-000000000000%00", "01890000-0000-7000-8000-000000000000%0a"]
"""What is no id."""
HEADERS = [{"if-match": ""}, {"if-match": "v1"}, {"if-match": '"v-1"'}, {"if-match": '"v99999999999999999999"'}, {"if-match": "W/"},
           {"if-match": '"' + "x" * 5000 + '"'}, {"if-match": "\xff"}, {"idempotency-key": ""}, {"idempotency-key": "x" * 300},
           {"idempotency-key": "\xe7\x99\xbd"}, {"idempotency-key": "a\tb"}]
"""Of a change: none of them names a version or a key."""


def not_http() -> dict[str, bytes]:
    """Requests that the HTTP library has to refuse. `PATH` stands for a route, `TOKEN` for a good token."""
    start = "POST PATH HTTP/1.1\r\nhost: x\r\nauthorization: Bearer TOKEN\r\ncontent-type: application/json\r\n"
    more = {
        "a length and chunks": "content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "chunks and a length": "transfer-encoding: chunked\r\ncontent-length: 100\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "two lengths": "content-length: 2\r\ncontent-length: 3\r\n\r\n{} ",
        "a list of lengths": "content-length: 2, 3\r\n\r\n{} ",
        "a negative length": "content-length: -1\r\n\r\n{}",
        "a length with a sign": "content-length: +2\r\n\r\n{}",
        "a length in words": "content-length: two\r\n\r\n{}",
        "a length of 2^64": "content-length: 18446744073709551616\r\n\r\n{}",
        "a length of 10 GB": "content-length: 10000000000\r\n\r\n{}",
        "a chunk of 2^68": "transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
        "a negative chunk": "transfer-encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
        "a chunk of no number": "transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "a chunk longer than it says": "transfer-encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
        "an encoding nobody knows": "transfer-encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "chunked twice": "transfer-encoding: chunked, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "chunked in front": "transfer-encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "a header without a colon": "nonsense\r\ncontent-length: 2\r\n\r\n{}",
        "a zero byte in a header": "x: a\0b\r\ncontent-length: 2\r\n\r\n{}",
        "a space before the colon": "content-length : 2\r\n\r\n{}",
        "a folded header": "x: a\r\n b\r\ncontent-length: 2\r\n\r\n{}",
        "a header of 200 KB": f"x: {'x' * 200_000}\r\ncontent-length: 2\r\n\r\n{{}}",
        "1,000 headers": "".join(f"x{n}: 1\r\n" for n in range(1000)) + "content-length: 2\r\n\r\n{}",
    }
    lines = {
        "no version": b"POST PATH\r\nhost: x\r\n\r\n", "HTTP/9.9": b"POST PATH HTTP/9.9\r\nhost: x\r\n\r\n", "HTTP/0.9": b"GET PATH\r\n",
        "a method of signs": b"P@ST PATH HTTP/1.1\r\nhost: x\r\n\r\n", "a space in the path": b"POST PATH x HTTP/1.1\r\nhost: x\r\n\r\n",
        "TLS": bytes.fromhex("16030100a5010000a10303") + bytes(160), "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9),
        "zeros": bytes(500) + b"\r\n\r\n", "SSH": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    }
    return {what: (start + text).encode() for what, text in more.items()} | lines
