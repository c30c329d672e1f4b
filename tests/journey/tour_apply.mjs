// The tour's part about 利用申込: the applicant's screens, the desk's, the first password.
import { opened } from './tour_steps.mjs';
import { password } from './world.mjs';

const points = Object.fromEntries(['policy', 'purpose', 'consent', 'admin', 'staff', 'device', 'incident'].map((p) => [`point_${p}`, true]));
const whole = {
  name: 'ケアプラン見本', kind: 'care_manager_office', outside: true, relation: '市内の方を担当', address: '見本町1-1', phone_day: '042-000-0900', contact: '見本',
  head_name: '見本 花', ...points, listed: true, phone_listed: true, signed_name: '見本 花', signed_on: '2026-01-05',
};

/** Filled in beside the screen, so that every step can be looked at. */
async function fill(w, link) {
  const c = w.d.client();
  const headers = { authorization: `Application ${link.split('#')[1]}` };
  const version = async () => (await c.get('/api/application', { headers })).body.version;
  await c.put('/api/application', { ...whole, version: await version() }, { headers });
  const person = { name: '見本 花', kana: 'みほん はな', profession: 'care_manager', admin: true };
  await c.put(`/api/application/people/${crypto.randomUUID()}`, person, { headers });
  c.close();
}

async function applicant(w, options, look) {
  await w.d.sql('update application set source_key = sha256(id::text::bytea)');
  const p = await w.visitor({ ...options, path: '/apply' });
  await p.page.locator('.gate-card.apply').waitFor();
  await look('apply', p.page);
  await p.page.locator('.apply .button.main').click();
  await p.page.locator('.receipt').waitFor();
  await look('apply-link', p.page);
  const link = await p.page.locator('.link-words').innerText();
  await p.page.locator('.apply .button.main').click();
  await p.page.locator('.apply .dialog-foot .button.main').click();
  await p.page.locator('.apply .field-error').first().waitFor();
  await look('apply-facility', p.page);
  await p.leave();
  await fill(w, link);
  const back = await w.visitor({ ...options, path: `/apply${new URL(link).hash}` });
  for (const step of ['people', 'pledge', 'sign', 'handed-in']) {
    const before = await back.page.locator('.apply h2').first().innerText();
    await back.page.locator('.apply .dialog-foot .button.main').click();
    await back.page.waitForFunction((words) => document.querySelector('.apply h2')?.innerText !== words, before);
    await look(`apply-${step}`, back.page);
  }
  await back.page.locator('.apply > .button').last().click();
  await back.page.locator('.paper-page').first().waitFor();
  await look('apply-sheet', back.page);
  await back.leave();
  return new URL(link).hash;
}

/* The same link, once the office has decided: accepted, and as if it had not been. */
async function decided(w, hash, options, look) {
  const of = `application where receipt = '${hash.slice(1, 11)}'`;
  const refused = `insert into application_step (application, n, state, at, words) select id, 99, 'refused', 1, '市内の患者さんとの関わりが確かめられませんでした。' from ${of}`;
  for (const state of ['accepted', 'refused']) {
    if (state === 'refused') await w.d.sql(`update application set state = 'refused', facility = null where receipt = '${hash.slice(1, 11)}'; ${refused}`);
    const p = await w.visitor({ ...options, path: `/apply${hash}` });
    await p.page.locator('.apply h2').first().waitFor();
    await look(`apply-${state}`, p.page);
    await p.leave();
  }
}

/* Of somebody who was invited: the name is there already. And a link that is none. */
async function activation(w, options, look) {
  const none = await w.visitor({ ...options, path: '/activate#none', expect: [/status of 4/] });
  await none.page.locator('.error').waitFor();
  await look('activate-gone', none.page);
  await none.leave();
  const admin = await w.d.signedIn('takahashi', password);
  const made = await admin.post('/api/staff', { name: '見本 葵', kana: 'みほん あおい', profession: 'nurse', login: `mihon-${crypto.randomUUID().slice(0, 8)}` });
  const p = await w.visitor({ ...options, path: `/activate#${made.body.token}` });
  await p.page.locator('button[type=submit]').click();
  await p.page.locator('.field-error').first().waitFor();
  await look('activate', p.page);
  await p.leave();
  await admin.delete(`/api/staff/${made.body.hat}/link`);
  admin.close();
}

async function desk(w, options, look) {
  const p = await w.visitor(options);
  await p.signIn('miura', password);
  await p.page.locator('.list-row[href="/desk/applications"]').click();
  await p.page.locator('.desk-body .card').first().waitFor();
  await look('desk-applications', p.page);
  await p.page.locator('.desk-body .card .button').first().click();
  await p.page.locator('.desk-body .paper-page').first().waitFor();
  await look('desk-application', p.page);
  await opened(p, () => p.page.locator('.desk-body .card-foot').nth(1).locator('.button').first().click(), '.dialog', 'desk-application-return', look);
  await p.page.locator('.desk-body .card-foot').nth(1).locator('.button.main').click();
  await p.page.locator('.dialog').waitFor();
  await look('desk-application-accept', p.page);
  await p.page.locator('.dialog .button.main').click();
  await p.page.locator('.dialog .qr').waitFor();
  await look('desk-links', p.page);
  await p.leave();
  await w.d.sql(`update hat set ended_at = 1 where facility in (select id from facility where name = '${whole.name}') and ended_at is null;
    update facility set ended_at = 1, listed = false where name = '${whole.name}'`);
}

export async function apply(w, options, look) {
  const hash = await applicant(w, options, look);
  await activation(w, options, look);
  await desk(w, options, look);
  await decided(w, hash, options, look);
}
