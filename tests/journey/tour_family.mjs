// The part of the tour about family timelines: what staff see, the way in by a link, the notebook.
import { nobodysToken } from './tour_steps.mjs';
import { password } from './world.mjs';

const secret = 'kaede5hanabi5';
const consent = {
  kind: 'prior', giver: '鈴木 和子', relation: '妻', explained_by: '高橋', signed_on: '2026-01-05', original_at: '書庫',
  scope_photo: false, scope_family: true, scope_disaster: false, scope_after_death: false,
};
let space; // the family timeline of the demo town

async function token(w, body) {
  const c = await w.d.signedIn('kobayashi', password);
  const made = await c.post(`/api/spaces/${space}/kin`, { self: false, key_person: false, identified: 'met', relation: '孫', ...body });
  c.close();
  return made.body.token;
}

/** The token of a link for a new password of somebody who is in. */
async function newPassword(w, name) {
  const c = await w.d.signedIn('kobayashi', password);
  const { id } = (await c.get(`/api/spaces/${space}/kin`)).body.kin.find((k) => k.who.name === name && k.state === 'joined');
  const made = await c.post(`/api/spaces/${space}/kin/${id}/link`);
  c.close();
  return made.body.token;
}

async function join(w, login, body) {
  const answer = await w.d.client().post('/api/join', { token: await token(w, body), login, password: secret });
  if (answer.status !== 201) throw new Error(answer.text);
}

/** The patient in her own notebook, somebody new in it, and a patient whose consent covers a family timeline. */
export async function prepareFamily(w) {
  const c = await w.d.signedIn('kobayashi', password);
  space = (await c.get('/api/state')).body.spaces.find((s) => s.kind === 'family' && s.title.startsWith('井上')).id;
  c.close();
  await join(w, 'toshi.tour', { name: '井上 トシ', self: true, relation: undefined });
  await join(w, 'sora.tour', { name: '井上 空' });
  await w.d.sql("update account set factor_since = 1 where login = 'sora.tour'");
  const care = await w.space('sato', '鈴木 正雄');
  const sato = await w.d.signedIn('sato', password);
  await sato.delete(`/api/spaces/${care}/consent`);
  await sato.post(`/api/spaces/${care}/consent`, consent);
  sato.close();
}

async function enters(p, login, word) {
  await p.page.locator('input[autocomplete=username]').fill(login);
  await p.page.locator('input[type=password]').fill(word);
  await p.page.locator('button[type=submit]').click();
}

async function notebook(w, options, look) {
  const p = await w.visitor(options);
  await enters(p, 'toshi.tour', secret);
  await p.page.locator('.cards .card').first().waitFor();
  await look('notebook-newcomer', p.page);
  await p.page.locator('.card .button').first().click();
  await p.page.locator('.dialog').waitFor();
  await look('notebook-object', p.page);
  await p.page.keyboard.press('Escape');
  await p.page.locator('.dialog').waitFor({ state: 'detached' });
  await p.leave();
  const keiko = await w.visitor(options);
  const back = () => keiko.page.locator('.family-back').click();
  await enters(keiko, 'keiko', password);
  await keiko.page.locator('.three').waitFor();
  await look('notebook', keiko.page);
  await keiko.page.locator('.big').nth(0).click();
  await keiko.page.locator('.timeline .post').first().waitFor();
  await look('notebook-read', keiko.page);
  await back();
  await keiko.page.locator('.big').nth(1).click();
  await keiko.write('今週は私がそばにいます。');
  await look('notebook-write', keiko.page);
  await keiko.write('');
  await back();
  await keiko.page.locator('.big').nth(2).click();
  await keiko.page.locator('.dialog').waitFor();
  await look('notebook-help', keiko.page);
  await keiko.page.locator('.dialog .menu-acts .button').filter({ hasText: /完全削除|deletion/ }).click();
  await keiko.page.locator('.dialog .erasure-shown').waitFor();
  await look('erasure-wish', keiko.page);
  await keiko.page.keyboard.press('Escape');
  await keiko.page.locator('.big').nth(2).click();
  await keiko.page.locator('.menu-acts .button').first().click();
  await keiko.page.locator('.family .people .person').first().waitFor();
  await look('notebook-people', keiko.page);
  await keiko.leave();
}

async function gate(w, options, look) {
  const p = await w.visitor({ ...options, path: `/join#${await token(w, { name: '井上 海' })}` });
  await p.page.locator('.join form').waitFor();
  await look('join', p.page);
  await p.page.locator('button[type=submit]').click();
  await p.page.locator('.field-error').first().waitFor();
  await look('join-missing', p.page);
  await p.page.locator('input[autocomplete=username]').fill('keiko');
  await p.page.locator('input[type=password]').fill(secret);
  await p.page.locator('button[type=submit]').click();
  await p.page.locator('.join .error').waitFor();
  await look('join-taken', p.page);
  await p.leave();
  const again = await w.visitor({ ...options, path: `/join#${await newPassword(w, '井上 空')}` });
  await again.page.locator('.join form').waitFor();
  await again.page.locator('button[type=submit]').click();
  await again.page.locator('.field-error').first().waitFor();
  await look('join-again', again.page);
  await again.leave();
  const late = await w.visitor({ ...options, path: `/join#${nobodysToken()}` });
  await late.page.locator('.join > [role=alert]').waitFor();
  await look('join-none', late.page);
  await late.leave();
}

async function staff(w, options, look) {
  const p = await w.visitor(options);
  await p.signIn('kobayashi', password);
  await p.page.locator('[aria-labelledby=families-title] .list-row').click();
  await p.page.locator('.timeline').waitFor();
  await p.write('明日は14時に伺います。');
  await look('family', p.page);
  await p.page.locator('.composer .button.main').click();
  await p.page.locator('.family-preview').waitFor();
  await look('family-preview', p.page);
  await p.page.keyboard.press('Escape');
  await p.write('');
  await p.page.locator('.space-members').click();
  await p.panel().locator('.waiting-row').first().waitFor();
  await look('family-members', p.page);
  await p.panel().locator('.waiting-row').filter({ hasText: '井上 空' }).getByRole('button', { name: /パスワードを忘れた|Forgot the password/ }).click();
  await p.page.locator('.dialog .dialog-foot .button.main').waitFor();
  await look('family-again', p.page);
  await p.page.keyboard.press('Escape');
  await p.panel().locator('.waiting-row').filter({ hasText: '井上 空' }).getByRole('button', { name: /2要素認証|two-factor/ }).click();
  await p.page.locator('.dialog .dialog-foot .button.danger').click();
  await p.page.locator('.dialog .error').waitFor();
  await look('family-factor', p.page);
  await p.page.keyboard.press('Escape');
  await p.panel().locator('[data-act=kin-invite]').click();
  await p.page.locator('.dialog .dialog-foot .button.main').click();
  await p.page.locator('.dialog .field-error').first().waitFor();
  await look('family-invite', p.page);
  await p.page.locator('.dialog input[type=text]').first().fill('井上 陸');
  await p.page.locator('.dialog .suggestion').last().click();
  await p.page.locator('.dialog [name=identified]').first().check();
  await p.page.locator('.dialog .dialog-foot .button.main').click();
  await p.page.locator('.qr').waitFor();
  await look('family-link', p.page);
  await p.leave();
}

async function opening(w, options, look) {
  const p = await w.visitor(options);
  await p.signIn('sato', password);
  await p.enter('鈴木 正雄 様');
  await p.page.locator('.space-members').click();
  await p.panel().locator('.family-beside .button').waitFor();
  await look('family-beside', p.page);
  await p.panel().locator('.family-beside .button').click();
  await p.page.locator('.dialog .check').first().waitFor();
  await look('family-open', p.page);
  await p.leave();
}

export async function tourFamily(w, options, look) {
  const refused = { ...options, expect: [/status of 401/, /status of 404/, /status of 409/] };
  await staff(w, options, look);
  await opening(w, options, look);
  await gate(w, refused, look);
  await notebook(w, options, look);
}
