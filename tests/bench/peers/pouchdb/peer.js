'use strict';
// What the server and the client share: digests, and a loop that does as lines of JSON say.

const crypto = require('crypto');
const path = require('path');
const readline = require('readline');

const home = process.env.BENCH_PEER_HOME;
const load = (name) => require(path.join(home, 'node_modules', name));

function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key])]));
}

function bodyOf(doc) {
  return Object.fromEntries(Object.entries(doc).filter(([key]) => !key.startsWith('_')));
}

async function digest(db) {
  let sum = 0n, count = 0, after = null;
  for (;;) {
    const options = { include_docs: true, limit: 5000 };
    if (after !== null) Object.assign(options, { startkey: after, skip: 1 });
    const { rows } = await db.allDocs(options);
    if (!rows.length) break;
    for (const { id, doc } of rows) {
      after = id;
      if (id.startsWith('_design/')) continue;
      const text = id + '\n' + JSON.stringify(ordered(bodyOf(doc)));
      sum += BigInt('0x' + crypto.createHash('sha256').update(text).digest('hex').slice(0, 32));
      count += 1;
    }
  }
  return { count, digest: (sum % (1n << 128n)).toString(16).padStart(32, '0') };
}

async function timed(work) {
  const started = process.hrtime.bigint();
  const found = await work();
  const ended = process.hrtime.bigint();
  return { began_ns: Number(started), seconds: Number(ended - started) / 1e9, ...(found || {}) };
}

async function serve(commands) {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    let found;
    try {
      found = await commands[asked.do](asked);
    } catch (error) {
      found = { error: `${error.name}: ${error.message} ${error.reason || ''}`.slice(0, 500) };
    }
    process.stdout.write(JSON.stringify(found || {}) + '\n');
  }
  process.exit(0);
}

module.exports = { load, digest, timed, serve, bodyOf };
