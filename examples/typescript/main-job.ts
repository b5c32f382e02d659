// The main job through a client made from openapi.json: a station is short of a worker; the contractor registers one and
// posts her there; the verdict is mended; her phone records a visit twice and it is one log.
//
//   scripts/check-api clients     makes ../../.local/api.d.ts, compiles this and runs it against a service with the demo

import createClient from "openapi-fetch";
import { readFileSync } from "node:fs";
import { randomBytes, randomUUID } from "node:crypto";
import type { components, paths } from "./api";

type Problem = components["schemas"]["Problem"];

const origin = process.env.ORIGIN ?? "http://127.0.0.1:8080";
const accounts = JSON.parse(readFileSync(process.env.ACCOUNTS ?? ".local/demo-accounts.json", "utf8"));

/** A client that is signed in. */
async function signIn(role: string) {
  const { username, password } = accounts[role];
  const body = new URLSearchParams({ grant_type: "password", username, password });
  const answer = await fetch(`${origin}/api/v1/auth/token`, { method: "POST", body });
  const token = (await answer.json()) as components["schemas"]["TokenAnswer"];
  const headers = { Authorization: `Bearer ${token.access_token}`, "Accept-Language": "en" };
  return createClient<paths, "application/json">({ baseUrl: origin, headers });
}

/** What was asked for, or the problem in words. */
function good<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) {
    const { code, detail, errors } = (error ?? {}) as Partial<Problem>;
    throw new Error(`${code}: ${detail ?? ""} ${JSON.stringify(errors ?? [])}`);
  }
  return data;
}

const bureau = await signIn("bureau_admin");
const contractor = await signIn("contractor_manager");
const lead = await signIn("station_lead");

const stations = good(await bureau.GET("/api/v1/stations", { params: { query: { limit: 1 } } }));
const station = stations.items[0]!.id;
const verdict = async (as_of: string) =>
  good(await bureau.GET("/api/v1/stations/{id}/compliance", { params: { path: { id: station }, query: { as_of } } }));
const residents = async (as_of: string) => (await verdict(as_of)).findings.find((finding) => finding.rule === "S1")!.status;

const before = await residents("2023-07-03");
const worker = good(
  await contractor.POST("/api/v1/workers", {
    params: { header: { "Idempotency-Key": randomUUID() } },
    body: {
      name: "王小梅",
      birth_date: "1992-03-05",
      education: "associate_degree",
      employment: { kind: "labour_contract", from: "2023-06-30" },
    },
  }),
);
good(
  await contractor.POST("/api/v1/postings", {
    params: { header: { "Idempotency-Key": randomUUID() } },
    body: { worker_id: worker.id, station_id: station, role: "resident", from: "2023-06-30" },
  }),
);
const after = await residents("2023-07-03");

/** A UUIDv7: an id that a phone makes without asking anybody (RFC 9562). */
function uuidv7(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const log = uuidv7();
const send = async () =>
  lead.PUT("/api/v1/service-logs/{id}", {
    params: { path: { id: log } },
    body: {
      station_id: station,
      item_code: "2.2",
      method: "visit",
      served_on: "2023-09-19",
      people_served: 1,
      workers: [{ worker_id: worker.id, minutes: 90 }],
      summary: "入户评估居住环境，协助申请救助。",
    },
  });
const first = await send();
const again = await send();
good(first);

console.log(JSON.stringify({ before, after, first: first.response.status, again: again.response.status }));
if (before !== "breach" || after !== "met" || first.response.status !== 201 || again.response.status !== 200) {
  process.exit(1);
}
