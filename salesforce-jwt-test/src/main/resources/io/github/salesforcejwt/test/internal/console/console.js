/*
 * The console of the stand-in, on its control API. Whatever comes from the server is put into the page
 * as text, never as HTML: the policy of the page refuses anything else.
 */

const POLL_MILLIS = 1000;
const MAX_ROWS = 500;
const NOTHING_ARRIVED = 'Nothing has arrived yet. Paste the properties into an application, and watch.';

const state = { orgs: [], id: decoded(location.hash.slice(1)), tab: 'requests', live: true };

const org = () => state.orgs.find(({ id }) => id === state.id) ?? state.orgs[0];

/* The control API */

async function send(method, path, body) {
  const response = await fetch(`/__stand-in${path}`, {
    method,
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(text.startsWith('{') ? JSON.parse(text).message : `${method} ${path}: status ${response.status}`);
  }
  return text ? JSON.parse(text) : undefined;
}

const ask = (path) => send('GET', `/orgs/${encodeURIComponent(org().id)}${path}`);

async function command(done, name, values = {}) {
  try {
    await send('POST', `/orgs/${encodeURIComponent(org().id)}/${name}`, values);
    toast(done);
  }
  catch (error) {
    toast(error.message, true);
  }
  await refresh();
}

/* The page */

const $ = (id) => document.getElementById(id);

/** Makes an element; children that are no nodes become text. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') {
      made.addEventListener(key, value);
    }
    else {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

function setText(id, text) {
  if ($(id).textContent !== text) {
    $(id).textContent = text;
  }
}

const rendered = new WeakMap();

/** Replaces what is in a node, unless it would be the same: focus and selection stay. */
function render(node, source, make) {
  const key = JSON.stringify(source);
  if (rendered.get(node) !== key) {
    rendered.set(node, key);
    node.replaceChildren(...make());
  }
}

const formatted = (number) => number.toLocaleString('en');
const plural = (number, noun) => `${formatted(number)} ${noun}${number === 1 ? '' : 's'}`;

function time(iso) {
  const date = new Date(iso);
  const part = (value, length = 2) => String(value).padStart(length, '0');
  return element('time', { datetime: iso, title: date.toLocaleString() },
      [date.getHours(), date.getMinutes(), date.getSeconds()].map((value) => part(value)).join(':'),
      element('span', { class: 'millis' }, `.${part(date.getMilliseconds(), 3)}`));
}

let toastTimer;

function toast(text, failed = false) {
  setText('toast', text);
  $('toast').className = failed ? 'toast shown failed' : 'toast shown';
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $('toast').classList.remove('shown'), failed ? 8000 : 2500);
}

async function copy(what, text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} copied`);
  }
  catch {
    toast('The browser does not let this page copy: select the text instead', true);
  }
}

/* The org: summary, how to log in, users */

function showOrgs() {
  const ids = state.orgs.map(({ id }) => id);
  render($('orgs'), [ids, org().id], () => ids.map((id) => element('li', {},
      element('button', { type: 'button', 'aria-current': id === org().id, click: () => choose(id) }, id))));
}

function choose(id) {
  state.id = id;
  history.replaceState(null, '', `#${encodeURIComponent(id)}`);
  clearRequests();
  return refresh();
}

function showSummary() {
  const { logins, requests, apiUsage: { used, limit }, instanceUrl, loginUrl, sandbox } = org();
  setText('logins-count', formatted(logins.successful));
  setText('logins-note', logins.refused ? `${formatted(logins.refused)} refused` : 'none refused');
  setText('requests-count', formatted(requests));
  render($('usage-count'), [used, limit], () => [formatted(used), element('small', {}, ` of ${formatted(limit)}`)]);
  $('usage').max = limit;
  $('usage').value = used;
  $('usage').classList.toggle('near', used >= 0.9 * limit);
  setText('instance', instanceUrl.replace(/^https?:\/\//, ''));
  setText('instance-note', (instanceUrl !== loginUrl) ? 'moved' : sandbox ? 'sandbox' : 'as at the start');
}

async function showConnection() {
  const { id, orgId, loginUrl, clientId } = org();
  const facts = { 'Login URL': loginUrl, 'Consumer key': clientId, 'Org id': orgId };
  render($('facts'), facts, () => Object.entries(facts).map(([name, value]) => element('div', {},
      element('dt', {}, name),
      element('dd', {}, element('span', { title: value }, value),
          element('button', { type: 'button', class: 'quiet', 'aria-label': `Copy ${name}`,
            click: () => copy(name, value) }, 'Copy')))));
  const source = `${id} ${loginUrl} ${clientId}`;
  if (rendered.get($('properties')) !== JSON.stringify(source)) {
    const properties = Object.entries(await ask('/properties'));
    const lines = (value) => properties.map(([name, text]) => `${name}=${value(name, text.trim().replaceAll('\n', '\\n'))}\n`).join('');
    render($('properties'), source, () => [lines((name, text) => name.endsWith('.private-key')
      ? '-----BEGIN PRIVATE KEY-----…' : text)]);
    state.paste = lines((name, text) => text);
  }
}

function showUsers() {
  const { users } = org();
  const toggle = (text, username, on, click) => element('button', { type: 'button', class: 'toggle', 'aria-pressed': on,
    'aria-label': `${text}: ${username}`, click }, text);
  render($('users'), users, () => users.map(({ username, active, approved }) => element('li', {},
      element('span', { class: 'name', title: username }, username),
      toggle('Active', username, active, () => command(`${username} is ${active ? 'inactive' : 'active'}`,
          active ? 'deactivate' : 'activate', { username })),
      toggle('Approved', username, approved, () => command(`${username} is ${approved ? 'not ' : ''}approved`,
          approved ? 'remove-approval' : 'approve', { username })))));
}

/* Scenarios */

const CALL_FAULTS = {
  'server-unavailable': '503 SERVER_UNAVAILABLE',
  'service-unavailable': '503 page of HTML',
  'session-expired': '401 INVALID_SESSION_ID',
  'bad-oauth-token': '403 Bad_OAuth_Token',
  'request-limit-exceeded': '403 daily limit exceeded',
  'concurrent-limit-exceeded': '403 concurrent limit exceeded',
  'too-many-requests': '429 Too Many Requests',
  'unable-to-lock-row': '400 UNABLE_TO_LOCK_ROW',
  'connection-reset': 'Connection reset',
  'connection-closed': 'Connection closed'
};

const LOGIN_FAULTS = {
  'service-unavailable': '503 page of HTML',
  'unknown-error': '400 unknown_error',
  'too-many-requests': '429 Too Many Requests',
  'connection-reset': 'Connection reset',
  'connection-closed': 'Connection closed'
};

const REFUSALS = {
  'authentication failure': 'invalid_grant',
  'user hasn\'t approved this consumer': 'invalid_grant',
  'user is not admin approved to access this app': 'invalid_app_access',
  'inactive user': 'invalid_grant',
  'ip restricted': 'invalid_grant',
  'invalid assertion': 'invalid_grant',
  'audience is invalid': 'invalid_grant',
  'login rate exceeded': 'invalid_grant',
  'client identifier invalid': 'invalid_client_id',
  'External client app is not installed in this org': 'app_not_found'
};

const select = (name, label, choices) => element('select', { name, 'aria-label': label },
    ...Object.entries(choices).map(([value, text]) => element('option', { value }, text)));

const whole = (name, label, value, min = 1) => element('input',
    { name, 'aria-label': label, type: 'number', value, min, max: 100000000, required: '' });

/* Each sends its form: done says what happened, command gives the command's name and its values. */
const SCENARIOS = [
  {
    title: 'End all sessions',
    fields: () => [],
    button: 'End',
    done: () => 'Each token is dead from now on',
    command: () => ['end-all-sessions', {}]
  },
  {
    title: 'Move the org',
    fields: () => [select('status', 'What the old instance answers',
        { 0: 'refuse tokens at the old instance', 301: 'redirect by 301', 302: 'redirect by 302', 307: 'redirect by 307', 308: 'redirect by 308' })],
    button: 'Move',
    done: () => 'The org has moved: the next login names its new instance',
    command: ({ status }) => ['move-to-new-instance', { redirectStatus: +status, port: 0, url: '' }]
  },
  {
    title: 'Let API calls fail',
    fields: () => [select('fault', 'How calls fail', CALL_FAULTS),
      select('when', 'Which calls fail', { next: 'the next', every: 'every n-th', seconds: 'for seconds' }),
      whole('n', 'How many calls or seconds', 3)],
    button: 'Fail',
    done: ({ when, n }) => ({ next: `The next ${plural(+n, 'call')} will fail`, every: `One of ${n} calls fails`,
      seconds: `Calls fail for ${plural(+n, 'second')}` })[when],
    command: ({ when, n, fault }) => ({ next: ['fail-next', { count: +n, fault }],
      every: ['fail-every', { interval: +n, fault }], seconds: ['fail-for', { duration: `${n}s`, fault }] })[when]
  },
  {
    title: 'Let logins fail',
    fields: () => [select('fault', 'How logins fail', LOGIN_FAULTS),
      select('when', 'Which logins fail', { next: 'the next', seconds: 'for seconds' }),
      whole('n', 'How many logins or seconds', 1)],
    button: 'Fail',
    done: ({ when, n }) => ({ next: `The next ${plural(+n, 'login')} will fail`,
      seconds: `Logins fail for ${plural(+n, 'second')}` })[when],
    command: ({ when, n, fault }) => ({ next: ['fail-next-logins', { count: +n, fault }],
      seconds: ['fail-logins-for', { duration: `${n}s`, fault }] })[when]
  },
  {
    title: 'Refuse logins',
    fields: () => [select('description', 'Reason of the refusal',
        Object.fromEntries(Object.keys(REFUSALS).map((description) => [description, description])))],
    button: 'Refuse',
    done: () => 'Logins are refused',
    command: ({ description }) => ['refuse-logins', { error: REFUSALS[description], description }],
    other: { button: 'Accept', done: 'Logins are accepted', command: ['accept-logins', {}] }
  },
  {
    title: 'Delay answers',
    fields: () => [select('command', 'What is delayed', { 'delay-calls': 'API calls', 'delay-logins': 'Logins' }),
      whole('millis', 'Delay in milliseconds', 500, 0), 'ms'],
    button: 'Delay',
    done: ({ millis }) => (+millis) ? `Answers are delayed by ${formatted(+millis)} ms` : 'Answers are not delayed',
    command: ({ command, millis }) => [command, { delay: `${millis}ms` }]
  },
  {
    title: 'Set the API usage of the day',
    fields: () => [whole('used', 'Calls of the day', 14999, 0), 'of', whole('limit', 'Limit of the day', 15000)],
    button: 'Set',
    done: ({ used, limit }) => `${formatted(+used)} of ${formatted(+limit)} calls are used`,
    command: ({ used, limit }) => ['api-usage', { used: +used, limit: +limit }]
  },
  {
    title: 'Enforce the API limit',
    fields: () => [],
    button: 'On',
    done: () => 'Calls past the limit are refused',
    command: () => ['enforce-api-limit', { enforced: true }],
    other: { button: 'Off', done: 'Calls past the limit are answered', command: ['enforce-api-limit', { enforced: false }] }
  },
  {
    title: 'Issue dead tokens',
    fields: () => [],
    button: 'On',
    done: () => 'Logins give tokens that no call accepts',
    command: () => ['issue-dead-tokens', { dead: true }],
    other: { button: 'Off', done: 'Logins give living tokens', command: ['issue-dead-tokens', { dead: false }] }
  }
];

function scenarioForm({ title, fields, button, done, command: commandOf, other }) {
  const made = fields();
  const form = element('form', { 'aria-label': title, class: made.length ? '' : 'short',
    submit: (event) => {
      event.preventDefault();
      const values = Object.fromEntries(new FormData(form));
      command(done(values), ...commandOf(values));
    } },
  element('span', { class: 'title' }, title), ...made, element('button', { 'aria-label': `${button}: ${title}` }, button));
  if (other) {
    form.append(element('button', { type: 'button', 'aria-label': `${other.button}: ${title}`,
      click: () => command(other.done, ...other.command) }, other.button));
  }
  return form;
}

function showScenarios() {
  const { scenarios } = org();
  render($('in-force'), scenarios, () => scenarios.map((text) => element('li', {}, text)));
  $('clear-scenarios').disabled = scenarios.length === 0;
}

/* Requests: new ones are put on top, and those in progress are asked for again */

const rows = new Map();

async function showRequests() {
  const id = org().id;
  const unfinished = [...rows.values()].filter(({ finished }) => !finished).map(({ number }) => number);
  const after = Math.min(...unfinished.map((number) => number - 1), Math.max(0, ...rows.keys()));
  const requests = await ask(`/requests?after=${after}&limit=${MAX_ROWS}`);
  if (id !== org().id) {
    return;
  }
  for (const request of requests) {
    const known = rows.get(request.number);
    const row = requestRow(request);
    if (!known) {
      $('requests').prepend(row.node);
    }
    else if (!known.finished && row.finished) {
      known.node.replaceWith(row.node);
    }
    if (!known || row.finished !== known.finished) {
      rows.set(request.number, row);
    }
  }
  for (const number of [...rows.keys()].sort((a, b) => a - b).slice(0, Math.max(0, rows.size - MAX_ROWS))) {
    closeDetail(rows.get(number));
    rows.get(number).node.remove();
    rows.delete(number);
  }
  filterRequests();
}

function requestRow({ number, time: at, method, path, query, status, millis, outcome }) {
  const base = /^\/services\/data\/v\d+\.0(?=\/.)|^\/services(?=\/.)/.exec(path)?.[0] ?? '';
  const whole = query ? `${path}?${decoded(query)}` : path;
  const row = { number, line: `${method} ${whole}`, finished: outcome !== 'in progress', words: `${method} ${whole} ${status || outcome}`.toLowerCase() };
  row.open = element('button', { type: 'button', class: 'open', 'aria-expanded': false, 'aria-label': whole,
    click: () => toggleDetail(row) },
      element('span', { class: 'base' }, base),
      element('span', { class: 'rest' }, path.slice(base.length), element('span', {}, whole.slice(path.length))));
  row.node = element('tr', { class: 'row new' },
      element('td', { class: 'time' }, time(at)),
      element('td', { class: 'mono' }, method),
      element('td', { class: 'path', title: whole }, row.open),
      element('td', {}, element('span', { class: `badge ${kind(status, row.finished)}` }, status || outcome)),
      element('td', { class: 'number' }, row.finished ? `${formatted(millis)} ms` : ''));
  return row;
}

function decoded(query) {
  try {
    return decodeURIComponent(query.replaceAll('+', ' '));
  }
  catch {
    return query;
  }
}

const kind = (status, finished) => !finished ? 'plain' : (status >= 200 && status < 300) ? 'good'
  : (status >= 300 && status < 400) ? 'warn' : 'bad';

function closeDetail(row) {
  row.detail?.remove();
  row.detail = undefined;
  row.open.setAttribute('aria-expanded', 'false');
}

async function toggleDetail(row) {
  if (row.detail) {
    closeDetail(row);
    return;
  }
  const cell = element('td', { colspan: 5 });
  row.detail = element('tr', { class: 'detail' }, cell);
  row.open.setAttribute('aria-expanded', 'true');
  row.node.after(row.detail);
  try {
    const { headers, body, response } = await ask(`/requests/${row.number}`);
    cell.append(element('p', { class: 'line' }, row.line), ...part('Request', headers, body),
        ...(response ? part('Answer', response.headers, response.body) : []));
  }
  catch (error) {
    cell.append(element('p', { class: 'empty' }, error.message));
  }
}

function part(title, headers, body) {
  const list = Object.entries(headers).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
  return [element('h3', {}, title), element('dl', {}, ...list),
    ...(body ? [element('pre', { tabindex: 0, 'aria-label': `Body of the ${title.toLowerCase()}` }, indented(body))] : [])];
}

function indented(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  }
  catch {
    return body;
  }
}

function filterRequests() {
  const words = $('request-filter').value.toLowerCase().split(/\s+/);
  let shown = 0;
  for (const row of rows.values()) {
    row.node.hidden = !words.every((word) => row.words.includes(word));
    if (row.detail) {
      row.detail.hidden = row.node.hidden;
    }
    shown += row.node.hidden ? 0 : 1;
  }
  $('no-requests').hidden = shown > 0;
  setText('no-requests', rows.size ? 'No request matches the filter.' : NOTHING_ARRIVED);
}

function clearRequests() {
  rows.clear();
  $('requests').replaceChildren();
}

/* Logins */

const HINTS = {
  'user hasn\'t approved this consumer': 'No such user, or the user has not approved the app: approve the user.',
  'user is not admin approved to access this app': 'Approve the user.',
  'inactive user': 'Activate the user.',
  'ip restricted': 'Logins from this address are restricted: end the restriction.',
  'audience is invalid': 'The claim aud must be the login URL of the org.',
  'invalid assertion': 'The signature does not fit the certificate, or a claim is missing, expired or repeated.',
  'client identifier invalid': 'No org has an app with this consumer key.',
  'External client app is not installed in this org': 'The consumer key is that of another org.',
  'login rate exceeded': 'Too many logins of this user within an hour: a client that keeps its token logs in once.',
  'grant type not supported': 'The stand-in knows JWT bearer and client credentials.',
  'scope parameter not supported': 'Leave scope out: the scopes are those of the app.'
};

async function showLogins() {
  const logins = (await ask(`/logins?limit=${MAX_ROWS}`)).reverse();
  render($('logins'), logins, () => logins.map(({ time: at, username, flow, successful, reason }) => element('tr', { class: 'row' },
      element('td', { class: 'time' }, time(at)),
      element('td', {}, username || '–'),
      element('td', {}, flow),
      element('td', { class: 'result' },
          element('span', { class: `badge ${successful ? 'good' : 'bad'}` }, successful ? 'Success' : 'Refused'),
          successful ? null : element('span', { class: 'reason' }, reason),
          !successful && Object.hasOwn(HINTS, reason) ? element('span', { class: 'hint' }, HINTS[reason]) : null))));
  $('no-logins').hidden = logins.length > 0;
}

/* Records */

const SYSTEM_FIELDS = new Set(['OwnerId', 'CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp']);

async function showRecords() {
  const types = await ask('/records');
  const chosen = $('object').value;
  render($('object'), types, () => types.map(({ name, count }) => element('option', { value: name }, `${name} (${formatted(count)})`)));
  const filled = types.find(({ count }) => count > 0) ?? types[0];
  $('object').value = types.some(({ name }) => name === chosen) ? chosen : filled?.name;
  if (!$('object').value) {
    return;
  }
  const { fields, records, total } = await ask(`/records/${encodeURIComponent($('object').value)}?limit=${MAX_ROWS}`);
  const words = $('record-filter').value.toLowerCase().split(/\s+/);
  const shown = records.filter((record) => {
    const all = Object.values(record).join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const columns = fields.filter((field) => records.some((record) => (record[field] ?? null) !== null))
      .filter((field) => field !== 'IsDeleted')
      .sort((a, b) => SYSTEM_FIELDS.has(a) - SYSTEM_FIELDS.has(b));
  render($('record-head'), columns, () => [element('tr', {}, ...columns.map((field) => element('th', { scope: 'col' }, field)))]);
  render($('records'), [columns, shown], () => shown.map((record) => element('tr', { class: 'row' },
      ...columns.map((field) => element('td', { title: record[field] ?? '' }, record[field] ?? '–')))));
  setText('record-count', (shown.length === total) ? plural(total, 'record') : `${formatted(shown.length)} of ${plural(total, 'record')}`);
  $('no-records').hidden = shown.length > 0;
}

/* Tabs */

const TABS = { requests: showRequests, logins: showLogins, records: showRecords };

function chooseTab(name) {
  state.tab = name;
  for (const key of Object.keys(TABS)) {
    $(`tab-${key}`).setAttribute('aria-selected', String(key === name));
    $(`tab-${key}`).tabIndex = (key === name) ? 0 : -1;
    $(`panel-${key}`).hidden = key !== name;
  }
  return refresh();
}

function moveTab(event) {
  const names = Object.keys(TABS);
  const at = names.indexOf(state.tab);
  const target = { ArrowRight: at + 1, ArrowLeft: at + names.length - 1, Home: 0, End: names.length - 1 }[event.key];
  if (target !== undefined) {
    event.preventDefault();
    chooseTab(names[target % names.length]);
    $(`tab-${state.tab}`).focus();
  }
}

/* Life */

let refreshing = Promise.resolve();

/** Asks for all that is shown, once what was asked before is shown. */
function refresh() {
  refreshing = refreshing.then(show).then(() => connected(true),
      (error) => connected(false, (error instanceof TypeError) ? 'No answer' : error.message));
  return refreshing;
}

async function show() {
  state.orgs = await send('GET', '/orgs');
  showOrgs();
  showSummary();
  showUsers();
  showScenarios();
  await showConnection();
  await TABS[state.tab]();
}

function connected(up, problem = '') {
  $('connection').className = up ? 'connection up' : 'connection down';
  setText('connection', up ? 'Connected' : problem);
}

async function poll() {
  if (state.live && !document.hidden) {
    await refresh();
  }
  setTimeout(poll, POLL_MILLIS);
}

$('scenarios').append(...SCENARIOS.map(scenarioForm));
$('live').addEventListener('click', () => {
  state.live = !state.live;
  setText('live', state.live ? 'Pause' : 'Resume');
});
$('copy-properties').addEventListener('click', () => copy('Properties', state.paste));
$('clear-scenarios').addEventListener('click', () => command('No scenario is in force', 'clear-scenarios'));
$('forget-requests').addEventListener('click', async () => {
  await command('Requests forgotten', 'forget-requests');
  clearRequests();
  await refresh();
});
$('add-user').addEventListener('submit', async (event) => {
  event.preventDefault();
  const { username } = Object.fromEntries(new FormData(event.target));
  event.target.reset();
  await command(`${username} is added, and not approved`, 'add-user', { username });
});
$('request-filter').addEventListener('input', filterRequests);
$('record-filter').addEventListener('input', refresh);
$('object').addEventListener('change', refresh);
for (const tab of document.querySelectorAll('[role="tab"]')) {
  tab.addEventListener('click', () => chooseTab(tab.id.replace('tab-', '')));
  tab.addEventListener('keydown', moveTab);
}
poll();
