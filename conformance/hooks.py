"""Signs in, and again before the token runs out. Signing out is tried without a token: it would end the run's own session."""

import json
import os

import requests
import schemathesis

ORIGIN = os.environ["ORIGIN"]
ROLE = os.environ["ROLE"]


@schemathesis.auth(refresh_interval=120).apply_to(method=["GET", "PUT", "POST", "PATCH", "DELETE"]).skip_for(
    path_regex="/auth/"
)
class SignIn:
    def get(self, case, context):
        with open(os.environ["ACCOUNTS"], encoding="utf-8") as file:
            account = json.load(file)[ROLE]
        form = {"grant_type": "password", "username": account["username"], "password": account["password"]}
        answer = requests.post(f"{ORIGIN}/api/v1/auth/token", data=form, timeout=30)
        answer.raise_for_status()
        return answer.json()["access_token"]

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"
