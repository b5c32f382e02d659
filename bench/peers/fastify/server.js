// The three measured endpoints: node server.js PLAN PORT CONNECTIONS. PLAN has the statements and the issuer of the tokens.
import cluster from 'node:cluster';
import { createHash, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

import { createVerifier } from 'fast-jwt';
import Fastify from 'fastify';
import pg from 'pg';

const [, , file, port, connections] = process.argv;
const plan = JSON.parse(readFileSync(file, 'utf8'));
const workers = availableParallelism();

const text = { type: ['string', 'null'] };
const log = {
  type: 'object',
  additionalProperties: true,
  properties: {
    id: { type: 'string' }, station_id: { type: 'string' }, item_code: { type: 'string' }, method: { type: 'string' },
    served_on: { type: 'string' }, starts_at: text, people_served: { type: 'integer' }, village: text, village_code: text,
    follow_up_on: text, state: { type: 'string' }, recorded_by: { type: 'string' }, recorded_at: { type: 'string' },
    version: { type: 'integer' }, summary_sealed: text, result_sealed: text,
  },
};
const id = { type: 'string', format: 'uuid' };
const params = { type: 'object', properties: { id } };
const body = {
  type: 'object',
  additionalProperties: false,
  required: ['station_id', 'item_code', 'method', 'served_on', 'people_served', 'summary', 'state', 'workers'],
  properties: {
    station_id: id, item_code: { type: 'string', maxLength: 20 },
    method: { enum: ['case', 'group', 'community', 'visit', 'outreach', 'referral'] },
    served_on: { type: 'string', format: 'date' }, people_served: { type: 'integer', minimum: 1, maximum: 100000 },
    summary: { type: 'string', minLength: 1, maxLength: 4000 }, state: { enum: ['draft', 'submitted'] },
    workers: {
      type: 'array', minItems: 1, maxItems: 20,
      items: {
        type: 'object', additionalProperties: false, required: ['worker_id', 'minutes'],
        properties: { worker_id: id, minutes: { type: 'integer', minimum: 1, maximum: 1440 } },
      },
    },
  },
};

function verifier() {
  const key = createPublicKey({ key: plan.jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  return createVerifier({ key, algorithms: ['EdDSA'], allowedIss: plan.issuer, allowedAud: plan.audience, cache: true });
}

/// What a statement is sent with: constants, and what the request brings.
function bind(values, given) {
  return values.map((value) => {
    if (value === null || typeof value === 'string') return value;
    return value.all ? bind(value.all, given) : given[value.from];
  });
}

async function run(client, name, given) {
  const results = [];
  for (const [n, { sql, values }] of plan[name].entries()) {
    results.push((await client.query({ name: `${name}${n}`, text: sql, values: bind(values, given) })).rows);
  }
  return results;
}

async function serve() {
  pg.types.setTypeParser(pg.types.builtins.BYTEA, (value) => Buffer.from(value.slice(2), 'hex').toString('base64'));
  pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
  pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (value) => value);
  const max = Math.max(1, Math.floor(Number(connections) / workers));
  const pool = new pg.Pool({ host: plan.socket, user: 'stations', database: 'stations', max });
  const verify = verifier();
  const app = Fastify();
  app.addHook('onError', async (request, reply, error) => console.error(error));

  app.addHook('onRequest', async (request, reply) => {
    try {
      request.caller = verify((request.headers.authorization ?? '').slice('Bearer '.length));
    } catch {
      return reply.code(401).send({ code: 'unauthenticated' });
    }
  });

  const withClient = async (work) => {
    const client = await pool.connect();
    try {
      const done = await work(client);
      client.release();
      return done;
    } catch (error) {
      client.release(error);
      throw error;
    }
  };

  app.get('/api/v1/service-logs/:id', { schema: { params, response: { 200: log } } }, async (request, reply) => {
    const [[row], parts, clients] = await withClient((client) => run(client, 'read', { log: request.params.id }));
    if (!row) return reply.code(404).send({ code: 'not_found' });
    return { ...row, workers: parts, client_ids: clients.map((one) => one.client_id) };
  });

  const page = { type: 'object', properties: { items: { type: 'array', items: log }, next: text } };
  app.get('/api/v1/service-logs', { schema: { response: { 200: page } } }, async (request) => {
    const [rows] = await withClient((client) => run(client, 'list', { station: request.query.station }));
    const items = rows.slice(0, 50);
    const last = items.at(-1);
    const next = rows.length > 50 ? Buffer.from(JSON.stringify([last.served_on, last.id])).toString('base64url') : null;
    return { items, next };
  });

  app.put('/api/v1/service-logs/:id', { schema: { params, body, response: { 201: log } } }, async (request, reply) => {
    const { station_id: station, workers: [{ worker_id: worker }], summary } = request.body;
    const given = {
      log: request.params.id, station, worker, said: createHash('sha256').update(summary).digest(),
      event0: crypto.randomUUID(), event1: crypto.randomUUID(),
    };
    await withClient(async (client) => {
      await client.query('BEGIN');
      await run(client, 'write', given);
      await client.query('COMMIT');
    });
    return reply.code(201).send({ id: request.params.id, ...request.body, recorded_at: new Date().toISOString(), version: 1 });
  });

  await app.listen({ host: '127.0.0.1', port: Number(port) });
}

if (cluster.isPrimary) {
  for (let n = 0; n < workers; n += 1) cluster.fork();
  process.on('SIGTERM', () => process.exit(0));
} else {
  process.on('disconnect', () => process.exit(0));
  await serve();
}
