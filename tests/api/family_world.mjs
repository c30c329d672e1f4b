// What the scenarios about family timelines share: one that is open, relatives with their links and their own browsers.
import assert from 'node:assert/strict';
import { as, ask, ok } from './people_world.mjs';
import { d, key, patient } from './world.mjs';

export const secret = 'kaede5hanabi5kaede';
export const consent = {
  kind: 'prior',
  giver: '試験 一郎',
  relation: '長男',
  explained_by: '試験 看護師',
  signed_on: '2026-01-05',
  original_at: '書庫',
  scope_photo: false,
  scope_family: true,
  scope_disaster: false,
  scope_after_death: false,
};

/** Consent anew, with what it covers. */
export async function consents(space, more = {}) {
  ok(await ask('sato', 'DELETE', `/api/spaces/${space}/consent`));
  assert.equal((await ask('sato', 'POST', `/api/spaces/${space}/consent`, { ...consent, ...more })).status, 201);
}

export const open = (login, care, body = { key: key() }) => ask(login, 'POST', `/api/spaces/${care}/family`, body);

/** A new patient's family timeline, opened by the 主治医; {care, space}. */
export async function family() {
  const care = await patient('takahashi');
  await consents(care);
  const made = await open('sato', care);
  assert.equal(made.status, 201, made.text);
  return { care, space: made.body.id };
}

export const daughter = { name: '試験 みどり', self: false, relation: '長女', key_person: true, identified: 'met' };
export const son = { name: '試験 次郎', self: false, relation: '次男', key_person: false, identified: 'phone' };
export const patientSelf = { name: '試験 花子', self: true, key_person: false, identified: 'met' };

export const link = (login, space, who = daughter) => ask(login, 'POST', `/api/spaces/${space}/kin`, who);
/** The token of a new link. */
export async function token(space, who) {
  const answer = await link('sato', space, who);
  assert.equal(answer.status, 201, answer.text);
  return answer.body.token;
}
export const look = (text) => d.client().post('/api/join/look', { token: text });
export const joins = (text, login, password = secret) => d.client().post('/api/join', { token: text, login, password });
export const comesBack = (text, password) => d.client().post('/api/join/password', { token: text, password });
export const kinOf = async (login, space) => (await ask(login, 'GET', `/api/spaces/${space}/kin`)).body.kin;

let count = 0;
/** Comes by a link of its own and signs in; {client, hat, login, waits}. */
export async function comes(space, who, deployment = d) {
  const login = `kazoku${(count += 1)}`;
  const came = await deployment.client().post('/api/join', { token: await token(space, who), login, password: secret });
  assert.equal(came.status, 201, came.text);
  const client = await deployment.signedIn(login, secret);
  return { client, login, waits: came.body.waits, hat: (await client.get('/api/session')).body.hat.hat };
}

/** A staff member of the care side is invited and accepts. */
export async function joinsStaff(space, login) {
  const made = await ask('sato', 'POST', `/api/spaces/${space}/invitations`, { hat: (await as(login)).hat, relation: '訪問看護' });
  assert.equal(made.status, 201, made.text);
  const answer = await ask(login, 'POST', `/api/invitations/${made.body.id}/accept`);
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

/** The deployment starts anew with these settings, and with the usual ones afterwards. */
export async function underSetting(settings, body) {
  const usual = Object.fromEntries(Object.keys(settings).map((name) => [name, 0]));
  const anew = async (values) => {
    d.writeSettings(values);
    await d.end('SIGTERM');
    await d.serve();
  };
  await anew(settings);
  try {
    await body();
  } finally {
    await anew(usual);
  }
}
