// Without root all roles run as one user: it works, it says that it is weaker, and other users of the machine still find nothing open.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { Deployment } from '../lib/deployment.mjs';
import { skip, suite } from '../lib/suite.mjs';
import { as, askHolder, asRole, isRoot } from './as.mjs';

const { test, run } = suite();
const GET = 2;
let d, doctor, space;

test('it serves, and says at its start that it is weaker', async () => {
  const answer = await doctor.post(`/api/spaces/${space}/posts`, { key: randomUUID(), body: '一人で全部の役を' });
  assert.equal(answer.status, 201);
  assert.match(d.logs(), /warn \[supervisor\] every role runs as one user advice="start as root: each role then has its own, which protects better"/);
});

test('every process is that one user\'s', () => {
  const status = new Set(d.processes().map(({ pid }) => fs.readFileSync(`/proc/${pid}/status`, 'utf8').match(/^Uid:\t(\d+)/m)[1]));
  assert.equal(status.size, 1, [...status].join());
  assert.equal(Number([...status][0]), d.identity.uid ?? process.getuid());
});

test('other users of the machine read nothing, reach neither database nor key holder', async () => {
  if (!isRoot) skip('trying as another user needs root');
  const store = `${d.data}.keys/store`;
  assert.equal((await as('nobody', 'cat', [store])).status, 0, 'the one user reads his keys: that is what is weaker');
  const holder = path.join(d.data, 'run/keys/socket');
  for (const other of ['tasuki-front', 'tasuki-job', 'tasuki-mail']) {
    for (const file of [store, path.join(d.data, 'pg/PG_VERSION'), `${d.data}.recovery/RECOVERY-PRIVATE-KEY`]) assert.match((await as(other, 'cat', [file])).err, /Permission denied/);
    assert.match((await asRole(other, 'tasuki_front', path.join(d.data, 'run/db'), 'select 1')).err, /Permission denied/);
    assert.deepEqual(await askHolder(other, holder, GET, space), { error: 'EACCES' });
  }
});

test('what a role gives up it gives up here too', () => {
  for (const role of ['front', 'job', 'keys'])
    for (const { pid } of d.processes(role)) {
      const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
      assert.match(status, /^NoNewPrivs:\t1$/m);
      assert.match(status, /^Seccomp:\t2$/m);
    }
});

await run(async () => {
  d = await Deployment.start({ name: 'alone', workers: 2, user: isRoot ? 'nobody' : null });
  doctor = await d.signedIn('sato', 'asagao7himawari7');
  ({ id: space } = (await doctor.get('/api/state')).body.spaces[0]);
});
