"""Values that nobody else says, in every writing in which they could come out again."""

import base64
import re
import urllib.parse
from dataclasses import dataclass

NAME, TEXT, ADDRESS, OPEN = "金丝雀甲乙丙", "画眉鸟寅卯辰", "杜鹃巷子丑路", "白鹭丁戊己庚"
PHONE, PASSWORD = "13975319012", "canary-river-42-lantern-zq"


def number(body: str = "46902519530214357") -> str:
    """An identity number with its check character."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


def writings(secret: str) -> set[bytes]:
    """Plain, hexadecimal, with percent signs, as escapes of JSON, and in base64 wherever it begins there."""
    data = secret.encode()
    made = {secret, data.hex(), data.hex().upper(), "".join(f"%{byte:02X}" for byte in data), "".join(f"%{byte:02x}" for byte in data),
            urllib.parse.quote(secret), "".join(f"\\u{ord(letter):04x}" for letter in secret)}
    for shift in range(3):
        padded = bytes(shift) + data
        whole = len(padded) // 3 * 4
        for encoded in (base64.b64encode(padded), base64.urlsafe_b64encode(padded)):
            made.add(encoded.decode()[-(-shift * 8 // 6):whole])
    return {text.encode() for text in made if len(text.encode()) >= 6}


@dataclass(frozen=True)
class Listener:
    """Hears secrets, named by what they are."""

    secrets: dict[str, str]

    def hear(self, data: bytes) -> list[str]:
        """The names of those that stand in the data, in any writing."""
        return [name for name, secret in self.secrets.items() if any(one in data for one in writings(secret))]

    def hear_plain(self, data: bytes) -> list[str]:
        """The names of those that stand there as they are."""
        return [name for name, secret in self.secrets.items() if secret.encode() in data]


def columns(dump: str) -> dict[str, str]:
    """What `pg_dump --data-only` says, by `table.column`."""
    found: dict[str, list[str]] = {}
    for table, names, body in re.findall(r"^COPY public\.(\w+) \(([^)]*)\) FROM stdin;\n(.*?)^\\\.$", dump, re.S | re.M):
        for row in body.splitlines():
            for name, value in zip(names.split(", "), row.split("\t"), strict=False):
                found.setdefault(f"{table}.{name.strip(chr(34))}", []).append(value)
    return {name: "\n".join(values) for name, values in found.items()}
