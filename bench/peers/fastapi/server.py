"""The three measured endpoints: PLAN=file CONNECTIONS=n uvicorn server:app. PLAN has statements and the tokens' issuer."""

import base64
import hashlib
import json
import os
import time
import uuid
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Annotated, Literal

import asyncpg
import jwt
import orjson
from fastapi import Depends, FastAPI, Header, HTTPException, Response
from pydantic import BaseModel, ConfigDict, Field

with open(os.environ["PLAN"], encoding="utf-8") as file:
    PLAN = json.load(file)
KEY = jwt.PyJWK(PLAN["jwk"])
KNOWN: dict[str, float] = {}
READERS = {
    "bytea": lambda text: bytes.fromhex(text[2:]),
    "date": date.fromisoformat,
    "timestamptz": datetime.fromisoformat,
    "int4": int,
    "int8": int,
    "bool": lambda text: text == "t",
    "uuid": uuid.UUID,
}


class Part(BaseModel):
    """A worker's part in a log."""

    model_config = ConfigDict(extra="forbid")
    worker_id: uuid.UUID
    minutes: int = Field(ge=1, le=1440)


class Log(BaseModel):
    """A log to record."""

    model_config = ConfigDict(extra="forbid")
    station_id: uuid.UUID
    item_code: str = Field(max_length=20)
    method: Literal["case", "group", "community", "visit", "outreach", "referral"]
    served_on: date
    people_served: int = Field(ge=1, le=100000)
    summary: str = Field(min_length=1, max_length=4000)
    state: Literal["draft", "submitted"]
    workers: list[Part] = Field(min_length=1, max_length=20)


def constant(kind: str, value):
    """A value of the plan as the driver takes it; of what a request brings, whether it goes into a column of text."""
    if isinstance(value, dict) and "all" in value:
        return {"all": [constant(kind.strip("_[]"), one) for one in value["all"]]}
    if isinstance(value, dict):
        return value | {"text": kind == "text"}
    if not isinstance(value, str):
        return value
    if kind.endswith("[]") or kind.startswith("_"):
        reader = READERS.get(kind.strip("_[]"), str)
        return [reader(one) for one in value.strip("{}").split(",")]
    return READERS.get(kind, str)(value)


async def nothing(_connection) -> None:
    """What is done to a connection that comes back."""


async def reads_json(connection: asyncpg.Connection) -> None:
    """JSON of the database is read, and written as the plan has it."""
    await connection.set_type_codec("jsonb", schema="pg_catalog", encoder=str, decoder=orjson.loads)


@asynccontextmanager
async def life(app: FastAPI):
    """With a pool, and with the plan's constants of the right types."""
    size = max(1, int(os.environ["CONNECTIONS"]) // os.cpu_count())
    async with asyncpg.create_pool(
        host=PLAN["socket"], user="stations", database="stations", min_size=size, max_size=size, init=reads_json, reset=nothing
    ) as pool:
        app.state.pool = pool
        async with pool.acquire() as connection:
            for name in ("read", "list", "write"):
                for statement in PLAN[name]:
                    kinds = (await connection.prepare(statement["sql"])).get_parameters()
                    statement["values"] = [constant(kind.name, value) for kind, value in zip(kinds, statement["values"])]
        yield


app = FastAPI(lifespan=life, openapi_url=None)


def caller(authorization: Annotated[str, Header()]) -> None:
    """Whoever bears a token that is good; a good one is verified once."""
    token = authorization.removeprefix("Bearer ")
    if KNOWN.get(token, 0) > time.time():
        return
    try:
        claims = jwt.decode(
            token,
            KEY,
            algorithms=["EdDSA"],
            issuer=PLAN["issuer"],
            audience=PLAN["audience"],
            options={"require": ["exp", "iss", "aud", "sub"]},
        )
    except jwt.InvalidTokenError as error:
        raise HTTPException(401) from error
    if len(KNOWN) > 10_000:
        KNOWN.clear()
    KNOWN[token] = claims["exp"]


def bind(values: list, given: dict) -> list:
    """What a statement is sent with: constants, and what the request brings."""
    return [brought(value, given) if isinstance(value, dict) else value for value in values]


def brought(value: dict, given: dict):
    """What the request brings for a value."""
    if "all" in value:
        return bind(value["all"], given)
    return str(given[value["from"]]) if value["text"] else given[value["from"]]


async def run(connection: asyncpg.Connection, name: str, given: dict) -> list[list[asyncpg.Record]]:
    """The rows of each statement."""
    return [await connection.fetch(one["sql"], *bind(one["values"], given)) for one in PLAN[name]]


def told(value):
    """What JSON has no form for."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value)


def answer(content, status: int = 200) -> Response:
    """JSON."""
    return Response(orjson.dumps(content, default=told), status, media_type="application/json")


@app.get("/api/v1/service-logs/{log}", dependencies=[Depends(caller)])
async def read(log: uuid.UUID) -> Response:
    """One log."""
    async with app.state.pool.acquire() as connection:
        rows, parts, clients, *_ = await run(connection, "read", {"log": log})
    if not rows:
        raise HTTPException(404)
    return answer(
        dict(rows[0]) | {"workers": [dict(part) for part in parts], "client_ids": [one["client_id"] for one in clients]}
    )


@app.get("/api/v1/service-logs", dependencies=[Depends(caller)])
async def page(station: uuid.UUID) -> Response:
    """The newest fifty of a station."""
    async with app.state.pool.acquire() as connection:
        rows, *_ = await run(connection, "list", {"station": station})
    items = [dict(row) for row in rows[:50]]
    after = base64.urlsafe_b64encode(f"{items[-1]['served_on']} {items[-1]['id']}".encode()).decode() if len(rows) > 50 else None
    return answer({"items": items, "next": after})


@app.put("/api/v1/service-logs/{log}", dependencies=[Depends(caller)])
async def write(log: uuid.UUID, body: Log) -> Response:
    """Records one."""
    given = {
        "log": log,
        "station": body.station_id,
        "worker": body.workers[0].worker_id,
        "said": hashlib.sha256(body.summary.encode()).digest(),
        "event0": uuid.uuid4(),
        "event1": uuid.uuid4(),
    }
    async with app.state.pool.acquire() as connection, connection.transaction():
        await run(connection, "write", given)
    return answer({"id": log} | body.model_dump() | {"recorded_at": datetime.now(), "version": 1}, 201)
