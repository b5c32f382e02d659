"""T20."""

import json
import subprocess
import urllib.parse
from pathlib import Path

from faults.harness.client import Answer, Client
from faults.harness.cluster import program
from faults.harness.crowd import token
from faults.harness.registry import Run, fault_test
from faults.harness.scene import Scene, Words
from faults.harness.world import World
from faults.inputs import canaries
from faults.inputs.canaries import ADDRESS, NAME, OPEN, PASSWORD, PHONE, TEXT, Listener, columns

NUMBER = canaries.number()
PERSON = {"name": NAME, "text": TEXT, "address": ADDRESS, "phone": PHONE, "identity number": NUMBER}
IN_THE_CLEAR = {
    "activities.title", "briefs.body", "briefs.title", "certificates.number", "declined_requests.request", "declined_requests.requested_by",
    "client_merges.reason", "group_sessions.topic", "groups.name", "groups.purpose", "machine_clients.name", "milestone_declarations.note", "project_cycles.name", "registrations.number",
    "agreements.number", "villages.name", "users.display_name",
}
"""Columns that hold in the clear what by their documentation names nobody: titles, topics, reasons, numbers of papers, names of
places, groups and accounts. `OPEN` may stand here and nowhere else; what is said of a person may stand in no column."""


def accounts(scene: Scene) -> dict[str, str]:
    """Passwords, tokens and a machine's secret, each of which went over the wire; by what they are."""
    admin, port = scene.people["bureau_admin"], scene.world.service.port
    body = {"username": "canary", "display_name": OPEN, "role": "auditor", "password": PASSWORD}
    scene.answers.append(made := admin.call("POST", "/users", body))
    assert made.good, made.body
    nobody, account = Client(port), {"username": "canary@469025", "password": PASSWORD}
    first = token(nobody, grant_type="password", **account).json
    second = token(nobody, grant_type="refresh_token", refresh_token=first["refresh_token"]).json
    Client(port, second["access_token"]).get("/audit-events")
    change = {"username": account["username"], "old_password": PASSWORD, "new_password": f"{PASSWORD}-anew"}
    assert nobody.again().call("POST", "/auth/password", change).good
    machine = admin.call("POST", "/machine-clients", {"name": OPEN, "role": "auditor", "scopes": ["workers.read"]}).json
    scene.answers += [token(nobody, grant_type="password", username=account["username"], password=f"{PASSWORD}-wrong"),
                      token(nobody, grant_type="password", username=f"{NAME}@469025", password=PASSWORD),
                      token(nobody, grant_type="refresh_token", refresh_token=first["refresh_token"]),
                      token(nobody, grant_type="client_credentials", client_id=machine["client_id"], client_secret=machine["client_secret"])]
    return {"password": PASSWORD, "access token": first["access_token"].split(".")[2], "refresh token": second["refresh_token"].split(".")[2],
            "a machine's secret": machine["client_secret"]}


def keys(world: World) -> dict[str, str]:
    """The secrets of the installation: root keys of personal data, seeds of the signing keys."""
    data = world.folder / "data"
    found = {f"root key {n}": word for n, word in enumerate((data / "personal-keys").read_text().split()) if len(word) >= 40}
    for pem in [*data.glob("keys/*.pem"), data / "audit-key.pem"]:
        found[f"the key {pem.name}"] = "".join(pem.read_text().split("-----")[2].split())[24:64]
    return found


def wrong_ways(scene: Scene) -> list[Answer]:
    """The same words where they are wrong: in fields of other types, names, queries, paths, headers, broken bodies; twice, and too long."""
    client, said = scene.people["bureau_admin"], []
    body = {"name": NAME, "identity_number": NUMBER, "phone": PHONE, "household_address": ADDRESS}
    whole = json.dumps(body, ensure_ascii=False)
    json_type = {"content-type": "application/json"}
    send = lambda method, path, data, **headers: said.append(client.send(
        method, f"/api/v1{path}", data.encode() if data is not None else None, json_type | {k.replace("_", "-"): v for k, v in headers.items()}))
    for field in body:
        for value in (int(PHONE), [NUMBER], {TEXT: PHONE}, TEXT * 400, f"{NAME}\0", True):
            send("POST", "/workers", json.dumps(body | {field: value}, ensure_ascii=False))
    send("POST", "/workers", whole)  # the identity number is known already: the database refuses the row
    for broken in (whole[:-1], f"[{whole}]", whole.replace('"', "'"), f'{{"{NAME}": "{PHONE}"}}', f'{{"name": "{NAME}", "name": "{NAME}"}}'):
        send("POST", "/workers", broken)
    send("POST", "/workers", whole, content_type=f"text/{PHONE}")
    send("POST", "/workers", whole, idempotency_key=f"{PHONE}-{NUMBER}", x_request_id=PHONE, if_match=PHONE, accept_language=PHONE)
    for path in ("/workers", "/clients", "/stations", "/clients/matches"):
        send("GET", f"{path}?q={PHONE}&name={urllib.parse.quote(NAME)}&phone={PHONE}&after={NUMBER}", None)
        send("GET", f"{path}/{PHONE}", None)
        send("GET", f"{path}/{urllib.parse.quote(NAME)}", None)
    send("POST", "/clients/matches", json.dumps({"identity_number": NUMBER[:-1] + "0", "phone": PHONE + "0"}))
    send("POST", f"/workers/{scene.colleague}/reveals", json.dumps({"fields": [PHONE], "purpose": TEXT}, ensure_ascii=False))
    for kind, data in (("text/csv", f"name,phone\n{NAME},{PHONE}x\n"), ("application/x-ndjson", whole[:-1])):
        send("POST", "/workers/imports?dry_run=true", data, content_type=kind)
    send(PHONE, f"/workers/{PHONE}", None)
    return said


def refused_by_the_database(scene: Scene) -> list[Answer]:
    """Statements that PostgreSQL itself cancels, with personal data among their parameters: another session holds the table."""
    with scene.world.cluster.session() as other:
        other.sql("BEGIN; LOCK TABLE workers, clients IN ACCESS EXCLUSIVE MODE")
        found = scene.people["bureau_admin"].call("POST", "/workers", {"name": NAME, "phone": PHONE})
        matched = scene.people["station_lead"].call("POST", "/clients/matches", {"name": NAME, "phone": PHONE})
        other.sql("ROLLBACK")
    return [found, matched]


def dumped(world: World) -> str:
    """All rows of the database as text."""
    command = [program("pg_dump"), "--data-only", "-h", "127.0.0.1", "-p", str(world.cluster.port), "-U", "stations", "stations"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def singing(folder: Path, listener: Listener, but: set[str]) -> tuple[list[str], int]:
    """The files below a folder in which a secret stands as it is, and how many files there are."""
    files = [file for file in folder.rglob("*") if file.is_file() and file.name not in but]
    return [f"{file.relative_to(folder)}: {heard}" for file in files if (heard := listener.hear_plain(file.read_bytes()))], len(files)


@fault_test(
    "T20", does="canaries (names, texts, addresses, telephone and identity numbers, passwords, tokens, keys) through everything that takes them, "
                "in right and wrong ways; then a search of logs at their lowest level, answers, feeds, dump and files",
    passes="none in the service's log (trace), PostgreSQL's log, any refusal, any answer but reveals, events, metrics, any column, any file "
           "of the database with its WAL; in the clear stand only what is written for many to read, in columns that the test names",
    sabotage="the access log has the path and query instead of the path's template", code="template")
def leaks(run: Run) -> None:
    """Sings, then listens."""
    with run.world(LOG="trace,tokio_postgres::query=trace") as world:
        scene = Scene(world, Words(NAME, TEXT, ADDRESS, PHONE, NUMBER, OPEN))
        secrets = accounts(scene)
        refusals = wrong_ways(scene) + refused_by_the_database(scene)
        run.check(all(400 <= answer.status < 500 for answer in refusals[:20]), "wrong bodies are taken")
        reading = [scene.people[role].get(path) for role in ("bureau_admin", "auditor", "contractor_manager")
                   for path in ("/workers", "/clients", "/service-logs", "/cases", "/changes?limit=1000", "/audit-events?limit=200")]
        metrics = Client(world.service.port).send("GET", "/metrics", None, {})
        every = Listener(PERSON | secrets | keys(world))
        numbers = Listener({name: PERSON[name] for name in ("address", "phone", "identity number")} | secrets | keys(world))
        for answer in refusals + [one for one in scene.answers if one.status >= 400]:
            run.check(not (heard := every.hear(answer.body + json.dumps(answer.headers).encode())), f"a refusal ({answer.status}) tells {heard}")
        for answer in reading + [metrics]:
            run.check(not (heard := numbers.hear(answer.body)), f"an answer tells {heard}")
        for answer in reading[4:6]:
            run.check(answer.good and not (heard := every.hear(answer.body)), f"events: {answer.status} {heard}")
        log, theirs = world.service.log.read_bytes(), world.cluster.log.read_bytes()
        run.check(b"TRACE" in log and b"/api/v1/workers/{id}/reveals" in log, "the service's log is not at its lowest level")
        run.check(b"canceling statement" in theirs, "PostgreSQL's log has no refused statement")
        for what, said in (("the service's log", log), ("PostgreSQL's log", theirs)):
            lines = [line for line in said.splitlines() if Listener(every.secrets | {"open text": OPEN}).hear(line)]
            run.check(not lines, f"{what}: {len(lines)} lines, as {lines[0][:300].decode(errors='replace') if lines else ''}")
        kept = columns(dumped(world))
        leaking = {name: heard for name, said in kept.items() if (heard := every.hear(said.encode()))}
        run.check(not leaking, f"in the clear in the database: {leaking}")
        clear = {name for name, said in kept.items() if Listener({"open": OPEN}).hear(said.encode())}
        run.check(clear and clear <= IN_THE_CLEAR, f"open text where none is expected: {sorted(clear - IN_THE_CLEAR)}")
        world.sql("CHECKPOINT")
        files, count = singing(world.folder / "pg", every, {"pg.log"})
        ours, more = singing(world.folder / "data", Listener(PERSON | secrets), {"demo-accounts.json"})
        run.check(not files + ours, f"files: {(files + ours)[:3]}")
        run.check(len(kept) > 300 and count > 500, f"only {len(kept)} columns and {count} files were looked at")
        run.figure("canaries", len(every.secrets))
        run.figure("refusals", len(refusals))
        run.figure("columns, files", f"{len(kept)}, {count + more}")
        run.figure("log", f"{len(log) >> 20} MiB")
