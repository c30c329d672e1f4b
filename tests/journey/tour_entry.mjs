// The tour's part about the way in: the gates, an invitation, the recovery codes, the letter's link. In a facility of its own, which ends with it.
import { createHash, randomBytes } from 'node:crypto';
import { hire, makeFacility } from '../lib/staff.mjs';
import { codeAt } from '../lib/totp.mjs';
import { DIALOG, nobodysToken } from './tour_steps.mjs';
import { password } from './world.mjs';

async function gates(w, at, options, look) {
  const { login } = await hire(w.d, at, { name: '見本 早苗', kana: 'みほん さなえ', admitted: false });
  const p = await w.visitor(options);
  await p.page.locator('input[autocomplete=username]').fill(login);
  await p.page.locator('input[type=password]').fill(password);
  await p.page.locator('button[type=submit]').click();
  await p.page.locator('.gate-row').nth(3).waitFor();
  await look('gate', p.page);
  for (const [n, name] of [[0, 'gate-pledge'], [1, 'gate-points']]) {
    await p.page.locator('.gate-row .button.main').nth(n).click();
    await p.page.locator('.gate-text').waitFor();
    if (n === 0) await p.page.locator('.gate-card .button.main').click();
    if (n === 0) await p.page.locator('.field-error').waitFor();
    await look(name, p.page);
    await p.page.locator('.gate-card .dialog-foot .button').first().click();
    await p.page.locator('.gate-row').nth(3).waitFor();
  }
  await p.leave();
}

async function invitation(p, look) {
  await p.page.locator('.top-menu').click();
  await p.page.locator('.menu-acts .button:has([data-icon=check])').first().click();
  await p.page.locator('.dialog .row-acts .button.main').first().click();
  await p.page.locator('.dialog .dialog-form .button.main').click();
  await p.page.locator('.dialog .field-error').first().waitFor();
  await look('staff-invite', p.page);
  for (const [n, words] of [[0, '見本 小夜'], [1, 'みほん さよ']]) await p.page.locator('.dialog input').nth(n).fill(words);
  await p.page.locator('.dialog select').selectOption('nurse');
  await p.page.locator('.dialog input').nth(2).fill(`mihon-${crypto.randomUUID().slice(0, 8)}`);
  await p.page.locator('.dialog .dialog-form .button.main').click();
  await p.page.locator('.dialog .qr').waitFor();
  await look('staff-link', p.page);
  await p.page.locator('.dialog .dialog-foot .button.main').click();
  await p.page.locator('.dialog .people > .waiting-row').nth(1).waitFor();
  await look('staff-invited', p.page);
  await p.page.keyboard.press('Escape');
  await p.page.locator(DIALOG).waitFor({ state: 'detached' });
}

async function codes(w, p, look) {
  await p.page.locator('.top-menu').click();
  await p.page.locator('.menu-acts .button:has([data-icon=key])').nth(2).click();
  await p.page.locator('.dialog .dialog-foot .button.main').click();
  await p.page.locator('.dialog .qr').waitFor();
  const secret = (await p.page.locator('.dialog .secret').innerText()).replaceAll(' ', '');
  await p.page.locator('.dialog input').fill(codeAt(secret, w.d.clock.now()));
  await p.page.locator('.dialog .button.main').click();
  await p.page.locator('.dialog .codes li').first().waitFor();
  await look('factor-codes', p.page);
}

/* Behind a link for a new password: of somebody without a second factor, and one that is good no more. */
async function forgotten(w, at, options, look) {
  const { account, hat } = await hire(w.d, at, { name: '見本 美咲', kana: 'みほん みさき' });
  const token = randomBytes(32);
  const hash = createHash('sha256').update(token).digest('hex');
  await w.d.sql(`with l as (insert into password_link (id, account, hat, by, at, expires_at)
      values (gen_random_uuid(), '${account}', '${hat}', '${hat}', 1, ${w.d.clock.now() + 86_400_000}) returning id)
    insert into password_link_token (token_hash, link) select '\\x${hash}', id from l`);
  const p = await w.visitor({ ...options, path: `/password#${token.toString('base64url')}`, expect: [/status of 404/] });
  await p.page.locator('.gate-card .button.main').click();
  await p.page.locator('.gate-card .field-error').first().waitFor();
  await look('forgotten-page', p.page);
  await p.page.goto(`${p.origin}/public`);
  await p.page.goto(`${p.origin}/password#${nobodysToken()}`);
  await p.page.locator('.gate-card .error').waitFor();
  await look('forgotten-gone', p.page);
  await p.leave();
}

async function mail(w, options, look) {
  const p = await w.visitor({ ...options, path: `/mail#${nobodysToken()}`, expect: [/status of 404/] });
  await p.page.locator('.gate-card .button.main').click();
  await p.page.locator('.gate-card .error').waitFor();
  await look('mail-confirm', p.page);
  await p.page.goto(`${p.origin}/public/demo/mail`);
  await look('mail-demo', p.page);
  await p.leave();
}

export async function entry(w, options, look) {
  const at = await makeFacility(w.d, '見本ステーション');
  await gates(w, at, options, look);
  const { login } = await hire(w.d, at, { admin: true, name: '見本 長', kana: 'みほん おさ' });
  const admin = await w.person(login, options);
  await invitation(admin, look);
  await codes(w, admin, look);
  await admin.leave();
  await mail(w, options, look);
  await forgotten(w, at, options, look);
  await w.d.sql(`update hat set ended_at = ${w.d.clock.now()} where facility = '${at}'; update facility set ended_at = 1 where id = '${at}'`);
}
