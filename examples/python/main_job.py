"""The bureau's morning through a client made from openapi.json: which stations are not staffed as the plan asks, why, and
how the mid-term evaluation stands.

    scripts/check-api clients     makes the client, then runs this against a service with the demo
"""

import datetime
import json
import os
import sys

import httpx
from township_social_work_stations_client import AuthenticatedClient
from township_social_work_stations_client.api.evaluation import get_evaluation_result, list_evaluations
from township_social_work_stations_client.api.staffing import get_compliance
from township_social_work_stations_client.models import GetComplianceSort, Problem

ORIGIN = os.environ.get("ORIGIN", "http://127.0.0.1:8080")
ACCOUNTS = os.environ.get("ACCOUNTS", ".local/demo-accounts.json")


def sign_in(role: str) -> AuthenticatedClient:
    """A client that is signed in."""
    with open(ACCOUNTS, encoding="utf-8") as file:
        account = json.load(file)[role]
    form = {"grant_type": "password", "username": account["username"], "password": account["password"]}
    answer = httpx.post(f"{ORIGIN}/api/v1/auth/token", data=form)
    answer.raise_for_status()
    return AuthenticatedClient(base_url=ORIGIN, token=answer.json()["access_token"])


def good(answer):
    """What was asked for; ends the program with the problem otherwise."""
    if answer is None or isinstance(answer, Problem):
        sys.exit(f"problem: {answer}")
    return answer


def main() -> None:
    bureau = sign_in("bureau_officer")
    day = datetime.date(2023, 7, 3)
    county = good(get_compliance.sync(client=bureau, as_of=day, sort=GetComplianceSort.WORST))
    for station in county.stations:
        for finding in station.findings:
            if finding.status.value == "breach":
                print(f"{station.station_name} {finding.rule.value} {finding.source}: {finding.message}")
    evaluations = good(list_evaluations.sync(client=bureau))
    results = [good(get_evaluation_result.sync(evaluation.id, client=bureau)).result for evaluation in evaluations.items]
    print(json.dumps({"stations": len(county.stations), "worst": county.stations[0].verdict.value, "results": results}))
    if len(county.stations) != 11 or results != ["85.00"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
