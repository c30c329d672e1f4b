// A real region without a relay and without a training video: what the screens say then, and the link that is handed over in person.
import assert from 'node:assert/strict';
import { Deployment } from '../lib/deployment.mjs';
import { becomesReal } from '../lib/real.mjs';
import { Person } from './browser.mjs';
import { journey } from './journey.mjs';
import { password } from './world.mjs';

const button = (p, name) => p.page.getByRole('button', { name, exact: true });
const secret = 'hinageshi12345';

/** A 施設管理者 invites: no word of mail in the form, and the link on the screen. */
async function invites(p) {
  await p.page.locator('.top-menu').click();
  await button(p, 'メールアドレス').click();
  await p.page.getByText('この地域では、メールの設定がまだありません。').waitFor();
  await p.page.keyboard.press('Escape');
  await p.page.locator('.top-menu').click();
  await button(p, '職員の手続き').click();
  await button(p, '職員を招待する').click();
  await p.page.getByLabel('お名前').fill('新井 さくら');
  await p.page.getByLabel('ふりがな').fill('あらい さくら');
  await p.page.getByLabel('職種').selectOption('nurse');
  await p.page.getByLabel('ログイン名').fill('arai');
  assert.equal(await p.page.getByLabel(/メールアドレス/).count(), 0);
  await p.picture('real-invite');
  await button(p, '招待のリンクを作る').click();
  await p.page.getByText(/^ご本人に直接お渡しください。/).waitFor();
  await p.page.locator('.qr').waitFor();
  assert.equal(await p.page.getByText('メールで招待しました').count(), 0);
  await p.picture('real-link');
  return new URL(await p.page.locator('.secret').innerText());
}

journey('a real region without relay and video: the link is handed over, the gate says what to do instead of a video', async (w) => {
  const real = await Deployment.create({ name: 'real', settings: { 'factor.required': 0 } });
  await real.serve();
  try {
    await becomesReal(real);
    const at = async (options) => {
      const p = await Person.at(w.browser, real, options);
      w.people.push(p);
      return p;
    };
    const address = await invites(await (await at({ size: 'phone' })).signIn('takahashi', password));
    const nurse = await at({ size: 'phone', path: address.pathname + address.hash });
    const passwords = nurse.page.locator('input[autocomplete=new-password]');
    await passwords.first().fill(secret);
    await passwords.last().fill(secret);
    await nurse.page.locator('button[type=submit]').click();
    await nurse.page.locator('a.button').click();
    await nurse.page.locator('input[autocomplete=username]').fill('arai');
    await nurse.page.locator('input[type=password]').fill(secret);
    await nurse.page.locator('button[type=submit]').click();
    const training = nurse.page.locator('.gate-row', { hasText: '研修' });
    await training.getByText('研修会に参加するか、施設で一緒に動画を見てください。施設管理者または事務局が記録します。').waitFor();
    assert.equal(await training.getByRole('button').count(), 0, 'there is nothing to press');
    await nurse.picture('real-gate');

    const office = await (await at({ size: 'desk' })).signIn('miura', password);
    await office.page.locator('.list-row[href="/desk/mail"]').click();
    await office.page.getByText(/^メールの設定がありません。/).waitFor();
    await office.picture('real-outbox');
    await w.tidy();
  } finally {
    await real.stop();
  }
});
