'use strict';
// express-pouchdb as its makers ship it for other PouchDBs, on leveldb.
// Arguments: folder, port, and `validate` to let design documents refuse. Commands: load, digest,
// keys, refuse.

const fs = require('fs');
const path = require('path');
const readline = require('readline');
const { load, digest, serve } = require('./peer.js');

const [folder, port, validate] = process.argv.slice(2);
fs.mkdirSync(folder, { recursive: true });
const express = load('express');
const PouchDB = load('pouchdb').defaults({ prefix: folder + path.sep });
const app = express();

let refusal = {};
// Stands for what lies before or in a server: a fault on one document, or a bound on a request.
app.use((request, response, next) => {
  if (refusal.how === 'size' && Number(request.headers['content-length']) > refusal.bytes) {
    request.resume();
    response.status(413).json({ error: 'too_large', reason: 'the request entity is too large' });
    return;
  }
  if (refusal.how !== 'fault' || !request.url.includes('_bulk_docs')) { next(); return; }
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const text = Buffer.concat(parts).toString();
    if (text.includes(refusal.id)) {
      response.status(500).json({ error: 'internal_server_error', reason: 'a fault' });
      return;
    }
    request.body = JSON.parse(text);
    request._body = true;
    next();
  });
});
app.use('/', load('express-pouchdb')(PouchDB, {
  mode: 'minimumForPouchDB',
  overrideMode: { include: validate ? ['validation'] : [] },
  inMemoryConfig: true,
  logPath: path.join(folder, 'log.txt'),
}));
const db = new PouchDB('shop');

async function loadFile({ file }) {
  let batch = [];
  for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
    const { k, id, b } = JSON.parse(line);
    batch.push({ _id: `${k}:${id}`, ...b });
    if (batch.length === 5000) { await db.bulkDocs(batch); batch = []; }
  }
  if (batch.length) await db.bulkDocs(batch);
  return { count: (await db.info()).doc_count };
}

async function refuse(asked) {
  refusal = asked;
  if (asked.how === 'rule') {
    const test = `function (doc) { if (doc._id === ${JSON.stringify(asked.id)}) {`
      + ` throw { forbidden: 'refused by a rule' }; } }`;
    await db.put({ _id: '_design/rules', validate_doc_update: test });
  }
  return {};
}

async function keys() {
  const found = await db.allDocs({ startkey: 'observation:', endkey: 'observation:\ufff0' });
  return { keys: found.rows.map((row) => row.id) };
}

app.listen(Number(port), '127.0.0.1', () => serve({
  load: loadFile, digest: () => digest(db), keys, refuse,
}));
