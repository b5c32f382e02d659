"""Who is near and who is far: the same roles at another station of the county, and in another county."""

import re

from .client import Client
from .contract import ROOT
from .world import World

PASSWORD = "a-river-of-42-lanterns"
COUNTY = "469026"
"""The other one, as it is imported from the county that the tests have."""
HOLDS = {"township_officer": "township_code", "contractor_manager": "organisation_id", "agency_manager": "organisation_id",
         "evaluator": "organisation_id", "station_lead": "worker_id", "resident_worker": "worker_id"}
"""What an account of a role belongs to."""


def create(client: Client, path: str, body: dict) -> dict:
    """A thing that has to be made."""
    answer = client.call("POST", path, body)
    if not answer.good:
        raise RuntimeError(f"{path}: {answer.status} {answer.body.decode()[:400]}")
    return answer.json


def accounts(admin: Client, county: str, suffix: str, belongs: dict[str, str], roles: list[str]) -> dict[str, Client]:
    """A signed-in person of each role, who belongs to what `belongs` names: township_code, worker_id, contractor, agency."""
    people = {}
    for role in roles:
        field = HOLDS.get(role)
        own = belongs["contractor" if role == "contractor_manager" else "agency"] if field == "organisation_id" else belongs.get(field or "")
        body = {"username": f"{role}{suffix}", "display_name": role, "role": role, "password": PASSWORD} | ({field: own} if field else {})
        create(admin, "/users", body)
        people[role] = Client(admin.port).sign_in({"username": f"{role}{suffix}@{county}", "password": PASSWORD})
    return people


def credit_code(body: str) -> str:
    """A unified social credit code (GB 32100) of seventeen characters and its check character."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    return body + alphabet[-sum(alphabet.index(letter) * pow(3, at, 31) for at, letter in enumerate(body)) % 31]


def organisation(admin: Client, kind: str) -> str:
    """A contractor or an agency."""
    code = credit_code("52469025MJ12345" + ("71" if kind == "contractor" else "72"))
    return create(admin, "/organisations", {"kind": kind, "name": f"机构{code}", "credit_code": code})["id"]


def worker(admin: Client, employer: str, station: str) -> str:
    """Somebody who is employed and posted."""
    body = {"name": "林小川", "birth_date": "1995-01-01", "education": "bachelor",
            "employment": {"organisation_id": employer, "kind": "labour_contract", "from": "2023-06-30"}}
    made = create(admin, "/workers", body)["id"]
    create(admin, "/postings", {"worker_id": made, "station_id": station, "role": "resident", "from": "2023-07-01"})
    return made


def neighbours(world: World, own_station: str) -> dict[str, Client]:
    """Of the demo's county, but of another station, another contractor without an agreement, another agency without work."""
    admin = world.client("bureau_admin")
    station = next(one for one in admin.get("/stations?limit=200").json["items"] if one["id"] != own_station)
    employer = world.client("contractor_manager").get("/me").json["organisation_id"]
    belongs = {"township_code": station["township_code"], "worker_id": worker(admin, employer, station["id"]),
               "contractor": organisation(admin, "contractor"),
               "agency": organisation(admin, "evaluation_agency")}
    return accounts(admin, "469025", "-b", belongs, list(HOLDS))


def strangers(world: World, roles: list[str]) -> dict[str, Client]:
    """Of another county, which is imported for them."""
    folder = str(ROOT / "tests/it/two_counties/changjiang")
    code, said = world.service.tool("county", "import", folder, database=world.direct)
    if code:
        raise RuntimeError(f"county import: {said}")
    _, said = world.service.tool("admin", "create", f"first@{COUNTY}", "--random-password", database=world.direct)
    admin = Client(world.service.port).sign_in({"username": f"first@{COUNTY}", "password": re.search(r"password: (\S+)", said)[1]})
    station = admin.get("/stations").json["items"][0]
    contractor = organisation(admin, "contractor")
    belongs = {"township_code": station["township_code"], "worker_id": worker(admin, contractor, station["id"]), "contractor": contractor,
               "agency": organisation(admin, "evaluation_agency")}
    return {"bureau_admin": admin} | accounts(admin, COUNTY, "", belongs, [role for role in roles if role != "bureau_admin"])
