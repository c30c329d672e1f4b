// A walk through every screen of the client, the same in both languages: look(name, page) is called at each of them.
import { password } from './world.mjs';

const DIALOG = '.dialog';

async function gates(p, look) {
  await look('sign-in', p.page);
  await p.page.locator('button[type=submit]').click();
  await look('sign-in-empty', p.page);
  await p.page.locator('input[autocomplete=username]').fill('sato');
  await p.page.locator('input[type=password]').fill('not the password 1');
  await p.page.locator('button[type=submit]').click();
  await p.page.locator('.gate-card .error').waitFor();
  await look('sign-in-refused', p.page);
}

/* Opens something, looks, and closes it with Escape. */
async function opened(p, open, what, name, look) {
  await open();
  await p.page.locator(what).first().waitFor();
  await look(name, p.page);
  await p.page.keyboard.press('Escape');
  await p.page.locator(what).waitFor({ state: 'detached' });
}

async function panels(p, look) {
  const own = p.page.locator('.timeline .post.mine').last();
  const panel = async (open, name) => {
    await open();
    await p.page.locator('.panel-body > :not([role=status])').first().waitFor();
    await look(name, p.page);
    await p.closePanel();
  };
  await panel(() => p.page.locator('.space-members').click(), 'members');
  await panel(() => own.locator('.chip.plain').click(), 'receipts');
  await panel(() => p.page.locator('.timeline .chip[data-own]').last().click(), 'reactions');
  await panel(() => p.page.locator('.timeline .post-chips .chip.strong').last().click(), 'thread');
  await panel(() => p.page.locator('.timeline .post-edited .button').last().click(), 'versions');
}

async function posts(p, look) {
  const own = p.page.locator('.timeline .post.mine').last();
  const more = async (n) => {
    await own.locator('[data-act=more]').click();
    if (n !== null) await own.locator('.more button').nth(n).click();
  };
  await opened(p, () => p.page.locator('.timeline .post:not(.mine) [data-act=react]').last().click(), '.reaction-pick', 'reaction-pick', look);
  await opened(p, () => more(null), '.more', 'more', look);
  await opened(p, () => more(1), DIALOG, 'edit', look);
  await opened(p, () => more(2), DIALOG, 'delete', look);
  await p.page.locator('.timeline .post [data-act=reply]').last().click();
  await p.composer().fill('ご連絡ありがとうございます。');
  await p.page.locator('.composer-state[data-saved=kept]').waitFor();
  await look('reply', p.page);
  await p.page.locator('.replying button').click();
  await p.composer().fill('');
}

/* What the tour needs to be there in one timeline: an edited post, an own one, a reply with a reaction, a deleted one. */
export async function prepare(w, patient) {
  const nurse = await w.person('takahashi');
  const physician = await w.person('sato');
  await Promise.all([nurse.enter(patient), physician.enter(patient)]);
  await nurse.readAll();
  await nurse.post('往診前の採血を済ませました。');
  await nurse.card('往診前の採血を').locator('[data-act=more]').click();
  await nurse.card('往診前の採血を').locator('.more button').nth(1).click();
  await nurse.page.locator('.dialog textarea').fill('往診前の採血を10時に済ませました。');
  await nurse.page.locator('.dialog .button.main').click();
  await physician.card('10時に').locator('[data-act=reply]').click();
  await physician.post('結果は明日お伝えします。');
  await nurse.card('結果は明日').locator('[data-act=acknowledge]').click();
  await physician.card('10時に').locator('[data-act=acknowledge]').click();
  await physician.post('この投稿は取り消します。');
  await physician.card('この投稿は取り消します。').locator('[data-act=more]').click();
  await physician.card('この投稿は取り消します。').locator('.more button').nth(2).click();
  await physician.page.locator('.dialog .button.danger').click();
  await nurse.page.locator('.tombstone').last().waitFor();
  await w.tidy();
}

export async function tour(w, options, look) {
  const patient = '山田 花子 様';
  const lost = [/net::ERR_/, /WebSocket connection to .* failed/, /status of 401/];
  const [line] = w.lines;
  const p = await w.visitor({ ...options, origin: line.origin, expect: lost });
  await gates(p, look);
  await p.signIn('takahashi', password);
  await look('list', p.page);
  await opened(p, () => p.page.locator('.top-menu').click(), DIALOG, 'menu', look);
  await opened(p, () => p.page.keyboard.press('Control+/'), DIALOG, 'help', look);
  await p.enter(patient);
  await look('timeline', p.page);
  await panels(p, look);
  await posts(p, look);

  line.cut();
  await p.page.locator('.banner.warn').waitFor();
  await p.composer().fill('つながらないところから書いています。');
  await look('line-lost', p.page);
  await p.page.locator('.composer .button.main').click();
  await p.page.locator('.letter[data-state=waiting]').waitFor();
  await look('letter', p.page);
  await opened(p, () => p.page.locator('.letter .button.quiet').click(), DIALOG, 'drop-letter', look);
  line.mend();
  await p.card('つながらないところから').last().waitFor();

  await p.page.goto(`${p.origin}/spaces/00000000-0000-4000-8000-000000000000`);
  await p.page.locator('.space.empty .button').waitFor();
  await look('missing', p.page);
  await p.page.locator('.space.empty .button').click();
  await p.page.locator('.top-menu').click();
  await p.page.locator('.menu-acts .button').nth(1).click();
  await p.page.locator('.gate-who').waitFor();
  await look('locked', p.page);
  await p.leave();
}
