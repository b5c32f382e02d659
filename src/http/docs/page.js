'use strict';
// Documentation page of the API: reads /openapi.json, lists the operations and sends trial requests.
// Everything shown is built with createElement and text nodes, so no text of the document or of an
// answer can become markup, and the page runs under the policy `default-src 'self'`.
const TOKEN_PATH = '/api/v1/auth/token';
const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'];
const SHOWN_LIMIT = 200_000; // characters of an answer put on the page; much more would freeze it
const LIMITS = ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'pattern',
  'minItems', 'maxItems', 'uniqueItems', 'const', 'default', 'readOnly', 'writeOnly', 'deprecated'];
const FORMATS = { date: '2026-01-31', 'date-time': '2026-01-31T09:00:00+08:00', uuid: '00000000-0000-4000-8000-000000000000' };
const state = { doc: {}, lang: 'zh', token: null, views: new Map() }; // the token lives only here: a reload forgets it
const byId = (id) => document.getElementById(id);

// ---- Elements and language ----
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => (child || '') !== ''));
  return node;
}
// Gives an element its wording in both languages; setLanguage swaps it in place, so filled-in forms survive.
function say(node, zh, en) {
  Object.assign(node.dataset, { zh, en });
  node.textContent = node.dataset[state.lang];
  return node;
}
const label = (tag, zh, en, attributes) => say(el(tag, attributes), zh, en);
const acceptLanguage = () => (state.lang === 'zh' ? 'zh-CN' : 'en');
function setLanguage(lang) {
  state.lang = lang;
  document.documentElement.lang = acceptLanguage();
  for (const node of document.querySelectorAll('[data-en]')) node.textContent = node.dataset[lang];
  byId('language').lang = lang === 'zh' ? 'en' : 'zh-CN'; // the button is named in the language it switches to
  for (const view of state.views.values()) view.refresh?.();
}
// Of the Markdown in descriptions `code` and **strong** are laid out; lists and tables keep their lines (pre-line).
function prose(text) {
  if (!text) return '';
  // A line break that is only source wrapping becomes a space, and nothing at all inside Chinese text.
  const joined = text.trim().replace(/(.)\n(?!\s*([-*|#>`\n]|\d+\.))(.?)/g, (_, before, mark, after) =>
    before + (/[\u3000-\u9fff\uff00-\uffef]{2}/.test(before + after) ? '' : ' ') + after);
  const parts = joined.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, index) => (index % 2 === 0 ? part // odd ones are the marked ones
    : part.startsWith('`') ? el('code', {}, part.slice(1, -1)) : el('strong', {}, part.slice(2, -2))));
  return el('div', { class: 'prose', lang: /[\u4e00-\u9fff]/.test(text) ? 'zh-CN' : 'en' }, ...parts);
}
// Builds its content at the first opening: keeps long schemas cheap and recursive ones finite.
function lazyDetails(summary, open, build) {
  const box = el('details', {}, summary);
  box.addEventListener('toggle', () => box.append(...build()), { once: true }); // also told of the opening on the next line
  box.open = open;
  return box;
}
const chips = (zh, en, values) => el('div', { class: 'row' }, label('span', zh, en, { class: 'type' }),
  ...values.map((value) => el('code', { class: 'chip' }, String(value))));

// ---- Schemas ----
function lookup(ref) {
  const keys = ref.slice(2).split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return ref.startsWith('#/') ? keys.reduce((node, key) => node?.[key], state.doc) ?? {} : {}; // no other documents are loaded
}
// One step nearer to the meaning: follows $ref (keywords beside it win, as 3.1 allows them), or
// unwraps "null or X" and "all of just X" to X. Returns the same object when there is nothing to do.
function step(node) {
  const { $ref, oneOf, anyOf, allOf, ...own } = node;
  if ($ref) return { ...lookup($ref), ...own };
  const real = (oneOf ?? anyOf ?? allOf ?? []).filter((part) => part.type !== 'null');
  return real.length === 1 ? { ...real[0], ...own } : node;
}
// Parameters and responses come through here too. Twenty steps are more than any honest chain has.
function resolve(node, steps = 20) {
  const next = step(node ?? {});
  return next === node || steps === 0 ? next : resolve(next, steps - 1);
}
// A resolved schema with its allOf parts merged into one set of properties.
function flatten(schema, depth = 0) {
  let flat = resolve(schema);
  for (const part of depth < 8 ? flat.allOf ?? [] : []) {
    const { properties, required = [], ...rest } = flatten(part, depth + 1);
    flat = { ...rest, ...flat, properties: { ...flat.properties, ...properties }, required: [...required, ...(flat.required ?? [])] };
  }
  return flat;
}
const variantsOf = (schema) => schema?.oneOf ?? schema?.anyOf ?? [];
const refName = (schema) => (schema?.$ref ?? step(schema ?? {}).$ref)?.split('/').pop();
const firstType = (schema) => [schema.type ?? (schema.properties ? 'object' : 'any')].flat().find((name) => name !== 'null');
function typeName(schema) {
  const flat = flatten(schema);
  const name = refName(schema);
  const nullable = variantsOf(schema).some((part) => part.type === 'null') ? ' | null' : '';
  if (name && !['string', 'integer', 'number', 'boolean'].includes(firstType(flat))) return name + nullable;
  if (variantsOf(flat).length > 0) return variantsOf(flat).map(typeName).join(' | ');
  const types = [flat.type ?? firstType(flat)].flat().map((type) => (type === 'array' ? `array<${typeName(flat.items)}>` : type));
  return (name ? `${name} = ` : '') + types.join(' | ') + (flat.format ? ` (${flat.format})` : '') + nullable;
}
// What lies directly below a schema: properties, map values, list items, alternatives.
function childRows(schema) {
  const flat = flatten(schema);
  const rows = Object.entries(flat.properties ?? {}).map(([name, sub]) => ({ name, sub, required: flat.required?.includes(name) }));
  if (typeof flat.additionalProperties === 'object') rows.push({ name: '{*}', sub: flat.additionalProperties });
  if (typeof flat.items === 'object') rows.push({ name: '[ ]', sub: flat.items });
  for (const [index, sub] of variantsOf(flat).entries()) rows.push({ name: String(sub.const ?? sub.title ?? refName(sub) ?? `#${index + 1}`), sub });
  return rows;
}
// One field: name, type, limits, description, values and, folded, what it contains.
function fieldItem({ name, sub, required, place }, depth, trail) {
  const flat = flatten(sub);
  const again = trail.includes(refName(sub)); // recursive: does not open by itself, but can be explored
  const limits = LIMITS.filter((key) => (flat[key] ?? false) !== false);
  const item = el('li', {}, el('div', { class: 'row' }, el('code', { class: 'name' }, name), place && el('span', { class: 'type' }, place),
    el('code', { class: 'type' }, typeName(sub) + (again ? ' ↻' : '')), required && label('span', '必填', 'required', { class: 'warn' }),
    ...limits.map((key) => el('code', { class: 'chip' }, `${key}: ${key === 'pattern' ? flat.pattern : JSON.stringify(flat[key])}`))), prose(flat.description));
  if (flat.enum) item.append(chips('取值', 'values', flat.enum));
  const rows = childRows(sub);
  const build = () => [fieldList(rows, depth + 1, [...trail, refName(sub) ?? ''])];
  if (rows.length > 0) item.append(lazyDetails(label('summary', '内部字段', 'contains'), (depth < 1 || name === '[ ]') && !again, build));
  return item;
}
const fieldList = (rows, depth = 0, trail = []) => el('ul', { class: 'fields' }, ...rows.map((row) => fieldItem(row, depth, trail)));
// Parameters and headers carry their description beside the schema rather than in it.
const holderRow = ({ name, in: place, required, schema, description }) =>
  ({ name, place, required, sub: { ...schema, ...(description && { description }) } });
const contentBlock = (content) => Object.entries(content ?? {}).flatMap(([type, { schema }]) => [
  el('p', { class: 'row' }, el('code', { class: 'name' }, type), el('code', { class: 'type' }, typeName(schema))),
  prose(flatten(schema).description), fieldList(childRows(schema), 0, [refName(schema) ?? ''])]);
// An example value: a given one if there is any, otherwise the required (else all) fields with plausible values.
function sample(schema, trail = []) {
  const flat = flatten(schema);
  const given = flat.example ?? flat.examples?.[0] ?? flat.default ?? flat.const ?? flat.enum?.[0];
  if (given !== undefined) return given;
  if (trail.includes(refName(schema) ?? '')) return undefined; // recursive: left out
  const below = [...trail, refName(schema)];
  const variant = variantsOf(flat).find((part) => part.type !== 'null');
  if (variant && !flat.properties) return sample(variant, below);
  if (firstType(flat) === 'object') {
    const fields = Object.entries(flat.properties ?? {}).filter(([, sub]) => !flatten(sub).readOnly);
    const needed = fields.filter(([name]) => flat.required?.includes(name));
    const values = (needed.length > 0 ? needed : fields).map(([name, sub]) => [name, sample(sub, below)]);
    return { ...Object.fromEntries(values), ...(variant && sample(variant, below)) };
  }
  if (firstType(flat) === 'array') return [sample(flat.items, below)].filter((value) => value !== undefined);
  return { string: FORMATS[flat.format] ?? '', boolean: false, integer: flat.minimum ?? 0, number: flat.minimum ?? 0 }[firstType(flat)] ?? null;
}
const givenExample = (holder) => holder.example ?? resolve(Object.values(holder.examples ?? {})[0]).value;

// ---- List of operations ----
function collectOperations(doc) {
  return Object.entries(doc.paths ?? {}).flatMap(([path, item]) => METHODS.filter((method) => item[method]).map((method) => {
    const op = item[method];
    // An operation's own parameter replaces the path's one of the same place and name.
    const params = [...(item.parameters ?? []), ...(op.parameters ?? [])].map((param) => resolve(param));
    const unique = new Map(params.map((param) => [`${param.in} ${param.name}`, param]));
    return { ...op, path, method: method.toUpperCase(), id: op.operationId ?? `${method}${path}`, tag: op.tags?.[0] ?? '—',
      params: [...unique.values()], isPublic: (op.security ?? doc.security)?.length === 0, body: resolve(op.requestBody) };
  }));
}
function renderGroups(operations) {
  const known = state.doc.tags ?? [];
  for (const tag of new Set([...known.map(({ name }) => name), ...operations.map((op) => op.tag)])) {
    const members = operations.filter((op) => op.tag === tag);
    if (members.length === 0) continue;
    byId('groups').append(el('section', { class: 'group', 'data-tag': tag, 'aria-label': tag }, el('h2', { tabindex: '-1' }, tag),
      prose(known.find(({ name }) => name === tag)?.description), ...members.map(renderOperation)));
    byId('tags').append(el('li', {}, el('a', { href: `#tag:${encodeURIComponent(tag)}` }, tag, el('span', {}, String(members.length)))));
  }
}
// Only the heading is built here; the rest waits for the first opening, so hundreds stay fast.
function renderOperation(op) {
  const panel = el('div', { class: 'panel', hidden: '', id: `panel-${state.views.size}` });
  const head = el('button', { type: 'button', class: 'head', 'aria-expanded': 'false', 'aria-controls': panel.id },
    el('span', { class: `method ${op.method}` }, op.method), el('span', { class: 'path' }, op.path),
    el('span', {}, op.summary), el('code', { class: 'id' }, op.id));
  const root = el('article', { class: `operation${op.deprecated ? ' deprecated' : ''}`, 'data-operation-id': op.id }, el('h3', {}, head), panel);
  const view = { op, root, head, panel, search: [op.method, op.path, op.summary, op.id, op.tag, op['x-permission']].join(' ').toLowerCase() };
  state.views.set(op.id, view);
  head.addEventListener('click', () => { toggle(view, panel.hidden); rememberAddress(`#${encodeURIComponent(op.id)}`); });
  return root;
}
function toggle(view, open) {
  if (open && !view.panel.hasChildNodes()) renderPanel(view);
  view.panel.hidden = !open;
  view.head.setAttribute('aria-expanded', String(open));
}
// Drops ?send=1 on purpose: a reload must not repeat the request of the link that led here.
const rememberAddress = (hash) => history.replaceState(null, '', location.pathname + (state.lang === 'en' ? '?lang=en' : '') + hash);
function applyFilter() {
  const words = byId('filter').value.toLowerCase().split(/\s+/);
  const views = [...state.views.values()];
  for (const view of views) view.root.hidden = !words.every((word) => view.search.includes(word));
  for (const group of document.querySelectorAll('.group')) group.hidden = !group.querySelector('.operation:not([hidden])');
  const shown = views.filter((view) => !view.root.hidden).length;
  say(byId('filter-status'), `显示 ${shown} / ${views.length} 个接口`, `${shown} of ${views.length} operations`);
}
// Opens what the fragment names: an operation, or a group (#tag:…).
function openFromHash(send) {
  let name = location.hash.slice(1);
  try { name = decodeURIComponent(name); } catch { /* not an encoded name: taken as it is */ }
  const view = state.views.get(name);
  const target = view?.root ?? [...document.querySelectorAll('.group')].find((group) => `tag:${group.dataset.tag}` === name);
  if (!target) return;
  if (target.hidden || target.closest('[hidden]')) { byId('filter').value = ''; applyFilter(); }
  if (view) toggle(view, true);
  target.scrollIntoView();
  target.querySelector('h2, button').focus({ preventScroll: true });
  // A link must never change data or need input, so only such GETs are sent by themselves.
  if (send && view?.op.method === 'GET' && !view.op.params.some((param) => param.required)) sendRequest(view);
}

// ---- Details of one operation ----
function renderPanel(view) {
  const { op, panel } = view;
  panel.append(prose(op.description), el('div', { class: 'row' }, op.deprecated && label('span', '已弃用', 'deprecated', { class: 'bad' }),
    op.isPublic && label('span', '公开，无需登录', 'public, no sign-in needed', { class: 'good' }),
    op['x-permission'] && chips('所需权限', 'permission', [op['x-permission']].flat()),
    op['x-roles'] && chips('具有该权限的角色', 'roles holding it', [op['x-roles']].flat())));
  if (op.params.length > 0) panel.append(label('h4', '参数', 'Parameters'), fieldList(op.params.map(holderRow)));
  if (op.body.content) panel.append(label('h4', '请求体', 'Request body'), prose(op.body.description), ...contentBlock(op.body.content));
  panel.append(label('h4', '响应', 'Responses'), el('ul', { class: 'fields' },
    ...Object.entries(op.responses ?? {}).map(([status, response]) => responseItem(op, status, resolve(response)))), tryForm(view));
}
// Codes may stand in x-problem-codes of the response or (by status) of the operation, in the
// examples, or as a fixed `code` in the schema; whatever the document offers is shown.
function problemCodes(op, status, response) {
  const listed = [response['x-problem-codes'] ?? op['x-problem-codes']?.[status] ?? []].flat().map((code) => code.code ?? code);
  const fixed = Object.values(response.content ?? {}).flatMap((media) => [flatten(flatten(media.schema).properties?.code).const,
    media.example?.code, ...Object.values(media.examples ?? {}).map((example) => resolve(example).value?.code)]);
  return [...new Set([...listed, ...fixed])].filter((code) => typeof code === 'string');
}
function responseItem(op, status, response) {
  const isError = /^[45]/.test(status);
  const codes = isError ? problemCodes(op, status, response) : [];
  const headers = Object.entries(response.headers ?? {}).map(([name, header]) => holderRow({ ...resolve(header), name, in: 'header' }));
  const build = () => [fieldList(headers), ...contentBlock(response.content)];
  return el('li', {}, el('div', { class: 'row' }, el('strong', { class: isError ? 'bad' : 'good' }, status), response.description),
    codes.length > 0 && chips('问题代码', 'problem codes', codes),
    (response.content || headers.length > 0) && lazyDetails(label('summary', '结构', 'structure'), !isError, build));
}

// ---- Trying an operation ----
// crypto.randomUUID exists only on https and localhost; stations may reach the service over plain http.
const newKey = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
  (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));
const isKey = ({ param }) => /^idempotency-key$/i.test(param.name);
// Declared parameters, plus the header the method calls for even where the document is silent.
function inputParams({ params, method }) {
  const usual = { POST: 'Idempotency-Key', PUT: 'If-Match', PATCH: 'If-Match', DELETE: 'If-Match' }[method];
  const isMissing = usual && !params.some((param) => param.name.toLowerCase() === usual.toLowerCase());
  return [...params.filter((param) => param.in !== 'cookie' && !/^(authorization|content-type|accept)$/i.test(param.name)),
    ...(isMissing ? [{ name: usual, in: 'header', schema: { type: 'string' } }] : [])];
}
// One input. Only path values are held back when missing: other mistakes are worth sending to see the answer.
function paramField(param) {
  const flat = flatten(param.schema);
  const choices = flat.enum ?? (firstType(flat) === 'boolean' ? [true, false] : null);
  const input = choices ? el('select', {}, el('option', { value: '' }, '—'), ...choices.map((value) => el('option', {}, String(value))))
    : el('input', { autocomplete: 'off', spellcheck: 'false', placeholder: flat.format ?? firstType(flat) });
  input.required = param.in === 'path';
  if (param.in === 'path') input.pattern = '(?!\\.{1,2}$).*'; // "." and ".." would move to another path
  if (isKey({ param })) input.value = newKey();
  else if (param.required) input.value = givenExample(param) ?? sample(param.schema) ?? '';
  return { param, input, node: el('label', {}, el('span', {}, `${param.name} · ${param.in}${param.required ? ' *' : ''}`), input) };
}
function bodyField({ content }) {
  const type = Object.keys(content ?? {}).sort((a, b) => b.includes('json') - a.includes('json'))[0]; // JSON if there is a choice
  if (!type) return null;
  const value = givenExample(content[type]) ?? sample(content[type].schema);
  const area = el('textarea', { spellcheck: 'false' });
  area.value = type.includes('json') ? JSON.stringify(value, null, 2) : type.includes('urlencoded') ? new URLSearchParams(value) : value;
  return { type, area, node: el('label', {}, label('span', `请求体（${type}）`, `Body (${type})`), area) };
}
function tryForm(view) {
  const { op } = view;
  const [copy, send] = [label('button', '复制', 'Copy', { type: 'button' }), label('button', '发送', 'Send', { class: 'primary' })];
  const curl = el('pre', { tabindex: '0' });
  Object.assign(view, { fields: inputParams(op).map(paramField), body: bodyField(op.body), send, answer: el('div'),
    status: el('p', { class: 'row', role: 'status' }) }); // there before it speaks, or screen readers stay silent
  const note = !['GET', 'HEAD'].includes(op.method) && label('span', '将真实执行，可能改变数据', 'Really runs; may change data', { class: 'warn' });
  const form = el('form', { class: 'try', method: 'post' }, label('h4', '试用', 'Try it'),
    el('div', { class: 'inputs' }, ...view.fields.map(({ node }) => node)), view.body?.node,
    label('h4', 'curl 示例（$TOKEN 为访问令牌）', 'curl ($TOKEN is the access token)'), curl, el('div', { class: 'row' }, send, copy, note), view.status, view.answer);
  view.refresh = () => { curl.textContent = curlText(view); };
  view.refresh();
  form.addEventListener('input', view.refresh);
  form.addEventListener('submit', (event) => { event.preventDefault(); sendRequest(view); });
  copy.addEventListener('click', () => copyText(curl, copy));
  return form;
}
// The old command on purpose: the clipboard object is missing on plain http, and a selection can still be copied by hand.
function copyText(node, button) {
  getSelection().selectAllChildren(node);
  if (document.execCommand('copy')) say(button, '已复制', 'Copied');
}
// What the form says, as the parts of a request; both the curl text and the real request come from here.
function buildRequest({ op, fields, body }) {
  let path = op.path;
  const query = new URLSearchParams();
  const headers = { Accept: 'application/json, application/problem+json, */*;q=0.5', 'Accept-Language': acceptLanguage() };
  for (const { param, input: { value } } of fields.filter(({ input }) => input.value !== '')) {
    const isList = firstType(flatten(param.schema)) === 'array' && param.explode !== false; // sent as repeated names
    if (param.in === 'path') path = path.replace(`{${param.name}}`, () => encodeURIComponent(value));
    else if (param.in === 'header') headers[param.name] = value;
    else for (const one of isList ? value.split(',') : [value]) query.append(param.name, one);
  }
  const text = body?.area.value || undefined;
  if (text !== undefined) headers['Content-Type'] = body.type;
  return { method: op.method, url: location.origin + path + (String(query) && `?${query}`), headers, body: text };
}
function curlText(view) {
  const { method, url, headers, body } = buildRequest(view);
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const lines = [`curl ${method === 'HEAD' ? '--head' : `-X ${method}`} ${quote(url)}`, ...Object.entries(headers).map((pair) => `-H ${quote(pair.join(': '))}`)];
  if (!view.op.isPublic) lines.push('-H "Authorization: Bearer $TOKEN"');
  if (body !== undefined) lines.push(`--data-raw ${quote(body)}`);
  return lines.join(' \\\n  ');
}
async function sendRequest(view) {
  if (view.send.ariaBusy === 'true') return; // a double click must not send twice
  const { url, headers, ...init } = buildRequest(view);
  if (state.token && !view.op.isPublic) headers.Authorization = `Bearer ${state.token}`;
  view.send.ariaBusy = 'true';
  const started = performance.now();
  try {
    // No cookies and no cache, so that the answer is the server's own, ETag and 304 included.
    const response = await fetch(url, { ...init, headers, cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout?.(60_000) });
    const blob = await response.blob();
    await showAnswer(view, response, blob, `${Math.round(performance.now() - started)} ms · ${blob.size} B`);
    // The next request is a new one; to see a replay, put the old key back.
    if (response.ok) for (const field of view.fields.filter(isKey)) field.input.value = newKey();
    view.refresh();
  } catch (error) {
    await showAnswer(view, { ok: false, status: '✕', statusText: error.name, headers: [] }, new Blob([error.message]), '');
  }
  view.send.ariaBusy = 'false';
}
async function showAnswer(view, { ok, status, statusText, headers }, blob, facts) {
  const full = /json|text|xml|^$/.test(blob.type) ? await blob.text() : null; // other types are only offered for saving
  const isWhole = full !== null && full.length <= SHOWN_LIMIT;
  const save = isWhole ? '' : label('a', '下载完整内容', 'Download in full', { href: URL.createObjectURL(blob), download: view.op.id });
  for (const id of ['answer-status', 'answer-body']) byId(id)?.removeAttribute('id'); // the ids mark the latest answer
  view.status.replaceChildren(el('strong', { id: 'answer-status', class: ok ? 'good' : 'bad' }, `${status} ${statusText}`.trim()), facts);
  view.answer.replaceChildren(label('h4', '响应头', 'Response headers'),
    el('pre', { tabindex: '0' }, [...headers].map((pair) => pair.join(': ')).join('\n')),
    label('h4', '响应体', 'Response body'), el('pre', { id: 'answer-body', tabindex: '0' }, isWhole ? prettyJson(full) : full?.slice(0, SHOWN_LIMIT)), save);
}
// What is not JSON stays as it is. Numbers keep their written form where the browser can: a long one must not look rounded.
function prettyJson(text) {
  const keep = (key, value, context) => (typeof value === 'number' && context && JSON.rawJSON ? JSON.rawJSON(context.source) : value);
  try { return JSON.stringify(JSON.parse(text, keep), null, 2); } catch { return text; }
}

// ---- Signing in and starting ----
async function signIn(form) {
  const { username, password } = Object.fromEntries(new FormData(form));
  try {
    const body = new URLSearchParams({ grant_type: 'password', username, password });
    const response = await fetch(TOKEN_PATH, { method: 'POST', body, credentials: 'omit', headers: { 'Accept-Language': acceptLanguage() } });
    const answer = await response.json().catch(() => ({}));
    if (!answer.access_token) throw new Error(answer.detail ?? answer.error_description ?? answer.title ?? `HTTP ${response.status}`);
    form.reset();
    setToken(answer.access_token, `已登录：${username}`, `Signed in: ${username}`);
  } catch (error) {
    setToken(null, `登录失败：${error.message}`, `Sign-in failed: ${error.message}`);
  }
}
function setToken(token, zh, en) {
  state.token = token;
  byId('sign-in-fields').hidden = token !== null;
  byId('sign-out').hidden = token === null;
  say(byId('sign-in-status'), zh, en);
}
async function start() {
  const query = new URLSearchParams(location.search);
  setLanguage(query.get('lang') === 'en' ? 'en' : 'zh');
  byId('language').addEventListener('click', () => { setLanguage(state.lang === 'zh' ? 'en' : 'zh'); rememberAddress(location.hash); });
  byId('filter').addEventListener('input', applyFilter);
  byId('sign-in').addEventListener('submit', (event) => { event.preventDefault(); signIn(byId('sign-in')); });
  byId('sign-out').addEventListener('click', () => setToken(null, '已退出', 'Signed out'));
  addEventListener('hashchange', () => openFromHash(false));
  const response = await fetch('/openapi.json', { headers: { 'Accept-Language': acceptLanguage() } });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  state.doc = await response.json();
  const { title, version, description } = state.doc.info ?? {};
  document.title = byId('doc-title').textContent = `${title ?? ''} ${version ?? ''}`;
  byId('groups').before(prose(description));
  const operations = collectOperations(state.doc);
  renderGroups(operations);
  applyFilter();
  byId('load-status').hidden = true;
  document.body.dataset.operations = operations.length;
  openFromHash(query.get('send') === '1');
}
start().catch((error) => say(byId('load-status'), `无法显示接口文档：${error.message}`, `The document could not be shown: ${error.message}`));
