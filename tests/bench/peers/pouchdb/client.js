'use strict';
// A PouchDB on leveldb that replicates with the server. Commands: see the functions below.

const fs = require('fs');
const path = require('path');
const { load, digest, timed, serve, bodyOf } = require('./peer.js');

const PouchDB = load('pouchdb');
let db, remote, live = null;
const BATCH = { batch_size: 1000, batches_limit: 10 };

async function open({ folder, url }) {
  fs.mkdirSync(folder, { recursive: true });
  db = new PouchDB(path.join(folder, 'replica'));
  remote = new PouchDB(`${url}/shop`, { skip_setup: true });
  await db.info();
}

async function first() {
  return timed(async () => {
    const done = await db.replicate.from(remote, BATCH);
    return { rows: done.docs_written };
  });
}

async function sync({ batch }) {
  const options = batch ? { batch_size: batch } : {};  // Else its makers' hundred.
  return timed(async () => {
    const { push, pull } = await db.sync(remote, options);
    const failed = push.doc_write_failures + pull.doc_write_failures;
    return { pushed: push.docs_written, pulled: pull.docs_written, failed };
  });
}

async function push({ batch }) {
  return timed(async () => {
    const done = await db.replicate.to(remote, { batch_size: batch || BATCH.batch_size });
    return { pushed: done.docs_written, failed: done.doc_write_failures };
  });
}

async function pull() {
  return timed(async () => {
    const done = await db.replicate.from(remote, BATCH);
    return { pulled: done.docs_written };
  });
}

async function edit({ id, text }) {
  return timed(async () => {
    const doc = await db.get(`customer:${id}`);
    doc.note = text;
    await db.put(doc);
  });
}

async function add({ records }) {
  const docs = records.map(([kind, id, body]) => ({ _id: `${kind}:${id}`, ...body }));
  return timed(async () => {
    for (const doc of docs) await db.put(doc);
  });
}

const value = async ({ id }) => ({ text: bodyOf(await db.get(`customer:${id}`)).note });
const count = async () => ({ count: (await db.info()).doc_count });

async function go({ on }) {
  if (on) {
    live = db.sync(remote, { live: true, retry: true });
    live.on('error', (error) => process.stderr.write(`${error}\n`));
    await new Promise((done) => live.once('paused', done));
  } else if (live) {
    live.cancel();
    live = null;
  }
}

function seen({ id, text, timeout_s }) {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => { feed.cancel(); fail(new Error('not seen')); }, timeout_s * 1e3);
    const check = (doc) => {
      if (!doc || doc.note !== text) return;
      clearTimeout(timer);
      feed.cancel();
      done({ seen_ns: Number(process.hrtime.bigint()) });
    };
    const feed = db.changes({ since: 'now', live: true, include_docs: true });
    feed.on('change', (change) => change.id === `customer:${id}` && check(change.doc));
    db.get(`customer:${id}`).then(check, () => {});
  });
}

serve({
  open, first, sync, push, pull, edit, add, value, count, live: go, seen,
  digest: () => digest(db),
});
