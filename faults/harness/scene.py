"""A station with something of everything, made through the API by those who would make it: what tests of access and of leaks look at.

The demo has the county's plan, an agreement, workers, logs, reports and an evaluation; this adds what it lacks.
"""

import datetime
import time
import uuid
from dataclasses import dataclass

from .client import Answer, Client
from .world import World


@dataclass(frozen=True)
class Words:
    """What is said of people (`name`, `text`, …), and what may be read by many (`open`)."""

    name: str = "符海燕"
    text: str = "照料不足"
    address: str = "牙叉镇示例路1号"
    phone: str = "13812345678"
    number: str = "469025199203059080"
    open: str = "示例"


def day(ago: int) -> str:
    """So many days ago."""
    return (datetime.date.today() - datetime.timedelta(ago)).isoformat()


def fresh_id() -> str:
    """A UUIDv7, as a phone makes it."""
    moment = int(time.time() * 1000) << 80
    return str(uuid.UUID(int=moment | 0x7 << 76 | uuid.uuid4().int & (1 << 76) - 1 & ~(0b11 << 62) | 0b10 << 62))


class Scene:
    """`things`: the id of one thing of each collection of the API, as `/workers/{id}` names it. `answers`: all that was answered."""

    def __init__(self, world: World, words: Words = Words()):
        self.world, self.words, self.answers = world, words, []
        self.people: dict[str, Client] = {role: world.client(role) for role in world.service.accounts}
        self.station, self.worker = world.station(), self.people["station_lead"].get("/me").json["worker_id"]
        self.things: dict[str, str] = {"stations": self.station, "workers": self.worker}
        self._people_served()
        self._work()
        self._staff()
        self._governance()
        self._found()

    def do(self, role: str, method: str, path: str, body=None) -> Answer:
        """A step that has to succeed."""
        answer = self.people[role].call(method, path, body, if_match="*")
        self.answers.append(answer)
        if not answer.good:
            raise RuntimeError(f"scene: {role} {method} {path}: {answer.status} {answer.body.decode()[:600]}")
        return answer

    def make(self, role: str, path: str, body: dict, kind: str | None = None) -> str:
        """A step that makes a thing; its id, kept under the last word of the path or `kind`."""
        made = self.do(role, "POST", path, body).json["id"]
        self.things[kind or path.rsplit("/", 1)[1]] = made
        return made

    def _client(self, **more) -> str:
        made = fresh_id()
        body = {"station_id": self.station, "kind": "person", "name": self.words.name, "since": day(60), "categories": ["older_person"]}
        self.do("station_lead", "PUT", f"/clients/{made}", body | more)
        return made

    def _people_served(self) -> None:
        say, lead = self.words, "station_lead"
        first = self._client(identity_number=say.number, phone=say.phone, address=say.address, notes=say.text, needs=say.text)
        child = self._client(categories=["left_behind_child"], birth_date="2015-01-01")
        again = self._client(phone=say.phone)
        self.child = child
        self.things["clients"] = first
        self.make(lead, "/client-merges", {"survivor_id": first, "merged_id": again, "reason": say.open})
        self.make(lead, f"/clients/{first}/risk-levels", {"risk_level": "high", "from": day(30)}, "client-facts")
        self.make(lead, f"/clients/{child}/guardians", {"name": say.name, "relation": "parent", "phone": say.phone, "from": day(30)}, "guardians")
        self.make(lead, "/minor-access-approvals", {"client_id": child, "reason": say.text, "emergency": True})
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        signs = {"station_id": self.station, "client_id": child, "signs": ["neglect"], "seen_at": now, "description": say.text}
        self.make(lead, "/mandatory-reports", signs)
        self.make(lead, "/wandering-register", {"client_id": first, "from": day(3), "note": say.text})
        self.make(lead, "/baseline-surveys", {"station_id": self.station, "surveyed_on": day(1), "people_surveyed": 8, "counts": []})
        self.make(lead, "/declined-requests", {"station_id": self.station, "requested_by": say.open, "requested_on": day(3),
                                               "matter": "administration", "request": say.open})

    def _work(self) -> None:
        say, lead, client = self.words, "station_lead", self.things["clients"]
        case = self.make(lead, "/cases", {"station_id": self.station, "client_id": client, "lead_worker_id": self.worker,
                                          "accepted_on": day(20), "presenting_problem": say.text})
        stage = {"stage": "assessment", "on": day(19), "worker_id": self.worker, "text": say.text}
        self.things["case-steps"] = self.do(lead, "POST", f"/cases/{case}/stages", stage).json["steps"][-1]["id"]
        goals = self.do(lead, "POST", f"/cases/{case}/goals", {"goal": say.text, "on": day(19)}).json["goals"]
        self.things["case-goals"] = goals[-1]["id"]
        group = self.make(lead, "/groups", {"station_id": self.station, "name": say.open, "purpose": say.open, "kind": "support",
                                            "leader_worker_id": self.worker, "planned_sessions": 6, "begins_on": day(20)})
        self.make(lead, f"/groups/{group}/members", {"client_id": client, "from": day(20)}, "group-members")
        session = {"number": 1, "held_on": day(10), "topic": say.open, "worker_ids": [self.worker]}
        self.make(lead, f"/groups/{group}/sessions", session, "group-sessions")
        self.make(lead, "/activities", {"station_id": self.station, "title": say.open, "kind": "publicity", "starts_on": day(10)})
        log = fresh_id()
        body = {"station_id": self.station, "item_code": "1.1", "method": "visit", "served_on": day(2), "people_served": 1,
                "summary": say.text, "result": say.text, "client_ids": [client], "workers": [{"worker_id": self.worker, "minutes": 90}]}
        self.do(lead, "PUT", f"/service-logs/{log}", body)
        self.things["service-logs"] = log
        self.make(lead, "/briefs", {"station_id": self.station, "kind": "brief", "title": say.open, "body": say.open})

    def _staff(self) -> None:
        say, admin = self.words, "bureau_admin"
        fact = {"level": "assistant", "obtained_on": "2022-06-01", "number": f"{say.open}S46902501"}
        certificate = self.make(admin, f"/workers/{self.worker}/certificates", fact)
        self.make(admin, f"/certificates/{certificate}/registrations", {"number": say.open, "from": "2022-07-01"})
        self.make(admin, "/absences", {"worker_id": self.worker, "kind": "annual", "from": "2023-09-01", "to": "2023-09-08"})
        person = {"name": say.name, "identity_number": say.number, "phone": say.phone, "household_address": say.address}
        self.colleague = self.do(admin, "POST", "/workers", person).json["id"]
        self.do(admin, "POST", f"/workers/{self.colleague}/reveals", {"fields": ["phone", "identity_number"], "purpose": say.text})

    def _governance(self) -> None:
        say, admin = self.words, "bureau_admin"
        client = {"name": say.open, "role": "bureau_officer", "scopes": ["stations.read"]}
        answer = self.do(admin, "POST", "/machine-clients", client).json
        self.things["machine-clients"] = answer["client"]["id"] if "client" in answer else answer["id"]
        self.do(admin, "POST", "/villages", {"code": "469025100001", "name": say.open, "kind": "village"})
        milestone = self.people[admin].get("/milestones").json["items"][0]["code"]
        self.make(admin, f"/milestones/{milestone}/declarations", {"reached_on": day(30), "note": say.open}, "milestone-declarations")
        cycle = self.make(admin, "/project-cycles", {"name": say.open, "from": "2023-06-30", "to": "2029-06-30"})
        contractor = self.people["contractor_manager"].get("/me").json["organisation_id"]
        draft = {"contractor_id": contractor, "number": f"{say.open}草", "from": "2028-06-30", "to": "2029-06-30",
                 "staffing_date": "2028-06-30", "station_ids": [self.station], "project_cycle_id": cycle}
        self.draft = self.do(admin, "POST", "/agreements", draft).json["id"]
        self.village, self.milestone = "469025100001", milestone

    def _found(self) -> None:
        """What the demo had already, by the lists of whoever may read them."""
        station, worker = f"/stations/{self.station}", f"/workers/{self.worker}"
        lists = [f"{station}/{kind}" for kind in ("rooms", "equipment", "institutions", "safety-checks", "signage", "service-lists")]
        lists += [f"{worker}/{kind}" for kind in ("health-statements", "trainings")]
        lists += ["/agreements", "/employments", "/evaluation-frameworks", "/evaluations", "/leading-group-seats", "/organisations", "/policies",
                  "/postings", "/progress-reports", "/questions", "/service-years", "/users", "/audit-events"]
        for path in lists:
            items = self.people["bureau_admin"].get(path).json.get("items", [])
            if items:
                self.things.setdefault(path.rsplit("/", 1)[1], items[0]["id"])
        evaluation = f"/evaluations/{self.things['evaluations']}/assignments"
        self.assignment = self.people["bureau_admin"].get(evaluation).json["items"][0]["id"]
