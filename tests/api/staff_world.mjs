// What the scenarios about changes of staff share.
import assert from 'node:assert/strict';
import * as made from '../lib/staff.mjs';
import { d, signedIn } from './world.mjs';

export const facility = (name) => made.makeFacility(d, name);
export const wear = (account, at, more) => made.wear(d, account, at, more);
/** {login, hat, account, name, client()} */
export async function hire(at, more) {
  const one = await made.hire(d, at, more);
  return { ...one, client: () => signedIn(one.login) };
}

export const listed = async (admin, hat) => (await admin.get('/api/staff')).body.staff.find((s) => s.person.hat === hat);
export const inboxOf = async (client) => (await client.get('/api/inbox')).body;
/** 様式3 of a facility, oldest first: [kind, name]. */
export const notices = async (at) => d.sql(`select kind, name from change_notice where facility = '${at}' order by year, n`);
export const done = (answer) => assert.ok(answer.status === 200 || answer.status === 201, answer.text);
