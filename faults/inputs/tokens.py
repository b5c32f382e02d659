"""Bad access tokens: each is a good one with one thing wrong, signed by the service's own key where that is the point.

The signing key lies in the service's folder, so a token of ours differs from a good one in nothing but what is meant; the
test proves that first, with one that is good.
"""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import time
import uuid
from pathlib import Path

ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of the group of Ed25519."""
NOBODY = "01890000-0000-7000-8000-000000000000"


def text(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def data(written: str) -> bytes:
    """What that was."""
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))


def part(value) -> str:
    """A header or payload: JSON, or the text as it is."""
    return text((value if isinstance(value, str) else json.dumps(value)).encode())


def plain(pem: str) -> str:
    """A private key of Ed25519 as openssl 3.0 reads it: PKCS#8 without the public half."""
    der = base64.b64decode("".join(pem.split("-----")[2].split()))
    seed = der[der.index(bytes.fromhex("04220420")) + 4:][:32]
    written = base64.b64encode(bytes.fromhex("302e020100300506032b657004220420") + seed).decode()
    return f"-----BEGIN PRIVATE KEY-----\n{written}\n-----END PRIVATE KEY-----\n"


class Forge:
    """Makes tokens out of a good one and the service's private key."""

    def __init__(self, good: str, key: Path, folder: str):
        self.good, self.key = good, Path(folder) / "signing.pem"
        self.key.write_text(plain(key.read_text()))
        head, body, self.signature = good.split(".")
        self.head, self.claims = json.loads(data(head)), json.loads(data(body))
        self.other = Path(folder) / "forger.pem"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.other], check=True)

    def signed(self, head, claims, key: Path | None = None) -> str:
        """A token with a good signature, of the service's key unless another is named."""
        said = f"{part(head)}.{part(claims)}"
        message = Path(f"{self.other}.message")
        message.write_text(said)
        command = ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", key or self.key, "-in", message]
        return f"{said}.{text(subprocess.run(command, check=True, capture_output=True).stdout)}"

    def header(self, **changed) -> str:
        """The good claims under another header; `None` leaves a member out."""
        return self.signed(changed_in(self.head, changed), self.claims)

    def claim(self, **changed) -> str:
        """Other claims under the good header."""
        return self.signed(self.head, changed_in(self.claims, changed))

    def hashed(self, secret: bytes, algorithm: str = "HS256") -> str:
        """Signed by HMAC with something that is public."""
        said = f"{part({**self.head, 'alg': algorithm})}.{part(self.claims)}"
        return f"{said}.{text(hmac.new(secret, said.encode(), 'sha' + algorithm[2:]).digest())}"

    def public(self, key: Path | None = None) -> tuple[bytes, bytes]:
        """A public key: raw, and as PEM."""
        command = ["openssl", "pkey", "-in", key or self.key, "-pubout", "-outform"]
        made = {form: subprocess.run([*command, form], check=True, capture_output=True).stdout for form in ("DER", "PEM")}
        return made["DER"][-32:], made["PEM"]


def changed_in(members: dict, changes: dict) -> dict:
    """With members replaced, added, or (where `None`) left out."""
    return {name: value for name, value in {**members, **changes}.items() if value is not None}


def unsigned(forge: Forge) -> dict[str, str]:
    """Not signed, or signed as anybody could."""
    raw, pem = forge.public()
    rest = f"{part(forge.claims)}."
    return {
        "alg none, no signature": f"{part({**forge.head, 'alg': 'none'})}.{rest}",
        "alg None": f"{part({**forge.head, 'alg': 'None'})}.{rest}",
        "alg nOnE with the good signature": f"{part({**forge.head, 'alg': 'nOnE'})}.{rest}{forge.signature}",
        "no alg": forge.header(alg=None),
        "alg null": forge.signed({**forge.head, "alg": None}, forge.claims),
        "alg a list": forge.header(alg=["EdDSA"]),
        "the good header without its signature": f"{part(forge.head)}.{rest}",
        "HS256 with the public key": forge.hashed(raw),
        "HS256 with the public key's PEM": forge.hashed(pem),
        "HS256 with its x of the JWKS": forge.hashed(text(raw).encode()),
        "HS512 with the public key": forge.hashed(raw, "HS512"),
        "HS256 with an empty key": forge.hashed(b""),
        "RS256": forge.header(alg="RS256"),
        "ES256": forge.header(alg="ES256"),
        "alg twice": forge.signed('{"alg":"none",' + json.dumps(forge.head)[1:], forge.claims),
    }


def keys(forge: Forge) -> dict[str, str]:
    """Keys that the token brings or names itself."""
    raw, _ = forge.public(forge.other)
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": text(raw)}
    thumbprint = text(hashlib.sha256(json.dumps({"crv": "Ed25519", "kty": "OKP", "x": text(raw)},
                                                separators=(",", ":")).encode()).digest())
    theirs = lambda **more: forge.signed(changed_in(forge.head, more), forge.claims, forge.other)
    return {
        "another key under the good kid": theirs(),
        "another key under its own kid": theirs(kid=thumbprint),
        "another key, brought as jwk": theirs(jwk=jwk),
        "another key, brought as jwk under its own kid": theirs(jwk=jwk, kid=thumbprint),
        "another key by jku": theirs(jku="http://127.0.0.1:1/jwks.json", kid=thumbprint),
        "another key by x5u": theirs(x5u="http://127.0.0.1:1/x.pem"),
        "another key, brought as x5c": theirs(x5c=[base64.b64encode(raw).decode()]),
        "no kid": forge.header(kid=None),
        "kid a path": forge.header(kid="../../keys/1.pem"),
        "kid of the null device": forge.header(kid="../../../../dev/null"),
        "kid SQL": forge.header(kid="' OR 1=1 --"),
        "kid a number": forge.header(kid=1),
        "kid an object": forge.header(kid={"$ne": ""}),
        "kid with a zero byte": forge.header(kid=forge.head["kid"] + "\0"),
    }


def headers(forge: Forge) -> dict[str, str]:
    """A type or an extension that is not an access token's."""
    return {
        "typ missing": forge.header(typ=None),
        "typ JWT": forge.header(typ="JWT"),
        "typ of a client's assertion": forge.header(typ="client-authentication+jwt"),
        "typ with a zero byte": forge.header(typ="at+jwt\0"),
        "crit names exp": forge.header(crit=["exp"]),
        "crit names what nobody knows": forge.header(crit=["unheard"], unheard=1),
        "crit b64": forge.header(crit=["b64"], b64=False),
        "header a list": forge.signed([forge.head], forge.claims),
        "header no JSON": forge.signed("{", forge.claims),
    }


def times(forge: Forge) -> dict[str, str]:
    """Outside its time, or of a time of the wrong type."""
    now = int(time.time())
    wrong = {"text": str(now + 600), "a float": now + 600.5, "negative": -1, "a list": [now + 600], "true": True,
             "an object": {}, "empty": "", "2^63": 2**63, "past": now - 1, "of long ago": 0, "in a century": now + 3_000_000_000}
    made = {f"exp {how}": forge.claim(exp=value) for how, value in wrong.items()}
    made |= {f"{name} missing": forge.claim(**{name: None}) for name in ("exp", "nbf", "iat")}
    made |= {f"{name} null": forge.signed(forge.head, {**forge.claims, name: None}) for name in ("exp", "nbf", "iat")}
    made |= {f"{name} to come": forge.claim(**{name: now + 3600}) for name in ("nbf", "iat")}
    made |= {f"{name} text": forge.claim(**{name: str(now)}) for name in ("nbf", "iat")}
    made["exp 1e400"] = forge.signed(forge.head, json.dumps({**forge.claims, "exp": 1}).replace('"exp": 1', '"exp": 1e400'))
    made["lives for a day"] = forge.claim(iat=now, exp=now + 86400)
    return made


def parties(forge: Forge) -> dict[str, str]:
    """Of somebody else, for somebody else, about somebody else."""
    claims = forge.claims
    wrong = {
        "iss": ["https://elsewhere.example", claims["iss"] + "/", claims["iss"].upper(), [claims["iss"]], {}, 1, ""],
        "aud": ["elsewhere", [claims["aud"]], [claims["aud"], "elsewhere"], 1, {}, ""],
        "sub": [NOBODY, "nobody", 1, [claims["sub"]], {}, "", claims["sub"] + "' OR '1'='1"],
        "county": ["469026", "000000", "", 469025, "469025' OR '1'='1", "469025\0"],
        "session": [NOBODY, str(uuid.uuid4()), "x", 1, {}],
        "jti": ["x", 1, {}],
    }
    made = {f"{name} {value!r}": forge.claim(**{name: value}) for name, all_of_it in wrong.items() for value in all_of_it}
    made |= {f"{name} missing": forge.claim(**{name: None}) for name in ("iss", "aud", "sub", "county", "jti", "session")}
    made |= {f"{name} null": forge.signed(forge.head, {**claims, name: None}) for name in ("iss", "aud", "sub", "session")}
    made["sub twice"] = forge.signed(forge.head, json.dumps(claims)[:-1] + f', "sub": "{NOBODY}"}}')
    made["a machine client's scope on a user's sub"] = forge.claim(session=None, scope="workers.read stations.read")
    return made


def forms(forge: Forge) -> dict[str, str]:
    """Broken, or written in another way."""
    head, body, signature = forge.good.split(".")
    raw = data(signature)
    flipped = lambda at: text(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1:])
    beyond = raw[:32] + (int.from_bytes(raw[32:], "little") + ORDER).to_bytes(32, "little")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    loose = signature[:-1] + alphabet[alphabet.index(signature[-1]) ^ 1]
    return {
        "one bit of R": f"{head}.{body}.{flipped(0)}",
        "one bit of S": f"{head}.{body}.{flipped(40)}",
        "S beyond the order": f"{head}.{body}.{text(beyond)}",
        "a signature of zeros": f"{head}.{body}.{text(bytes(64))}",
        "a short signature": f"{head}.{body}.{text(raw[:63])}",
        "a long signature": f"{head}.{body}.{text(raw + bytes(1))}",
        "unused bits of base64 set": f"{head}.{body}.{loose}",
        "padded": f"{head}.{body}.{signature}==",
        "two parts": f"{head}.{body}",
        "four parts": f"{forge.good}.{signature}",
        "five parts": f"{head}..{body}.{signature}.{signature}",
        "one part": head,
        "dots": "..",
        "another payload": f"{head}.{part({**forge.claims, 'sub': NOBODY})}.{signature}",
        "payload a list": forge.signed(forge.head, [forge.claims]),
        "payload no JSON": forge.signed(forge.head, "no JSON"),
        "payload deep": forge.signed(forge.head, "[" * 2500 + "]" * 2500),
        "8 KB": f"{head}.{part({**forge.claims, 'more': 'x' * 6000})}.{signature}",
        "60 KB": f"{head}.{part({**forge.claims, 'more': 'x' * 45000})}.{signature}",
        "something behind": f"{forge.good}x",
        "a quote in front": f'"{forge.good}"',
        "random": text(os.urandom(300)),
        "a percent escape": forge.good.replace(".", "%2E"),
        "standard base64": f"{head}.{body}.{base64.b64encode(raw).decode().replace('A', '+', 1)}",
    }


def corpus(forge: Forge) -> dict[str, str]:
    """All that are made of one good token, by what is wrong with them."""
    families = (unsigned, keys, headers, times, parties, forms)
    return {what: token for family in families for what, token in family(forge).items()}
