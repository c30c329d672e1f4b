// A walk through every screen of the client, the same in both languages: look(name, page) is called at each of them.
import { agreed, circle, draft, stored } from './prepare.mjs';
import { desk } from './tour_desk.mjs';
import { factor } from './tour_factor.mjs';
import { password } from './world.mjs';
import { clinic, erasures } from './tour_erasure.mjs';
import { board, ties } from './tour_groups.mjs';
import { DIALOG, opened, toList } from './tour_steps.mjs';
import { trouble } from './tour_trouble.mjs';

async function gates(p, look) {
  await p.page.locator('button[type=submit]').waitFor();
  await look('sign-in', p.page);
  await p.page.locator('button[type=submit]').click();
  await look('sign-in-empty', p.page);
  await p.page.locator('input[autocomplete=username]').fill('sato');
  await p.page.locator('input[type=password]').fill('not the password 1');
  await p.page.locator('button[type=submit]').click();
  await p.page.locator('.gate-card .error').waitFor();
  await look('sign-in-refused', p.page);
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

/* Of the members: inviting step by step, what can be done about one of them, leaving. */
async function people(p, look) {
  await p.page.locator('.space-members').click();
  await p.panel().locator('.waiting-row').first().waitFor();
  await p.panel().locator('.members-head .button').click();
  await p.page.locator('.dialog .pick').first().waitFor();
  await look('invite-facility', p.page);
  await p.page.locator('.dialog .pick').nth(1).click();
  await p.page.locator('.dialog .picker-head').waitFor();
  await p.page.locator('.dialog .pick').first().waitFor();
  await look('invite-person', p.page);
  await p.page.locator('.dialog .pick:not([disabled])').first().click();
  await p.page.locator('.dialog .suggestion').first().click();
  await look('invite', p.page);
  await p.page.keyboard.press('Escape');
  await opened(p, () => p.panel().locator('.person-more').first().click(), DIALOG, 'member', look);
  await opened(p, () => p.panel().locator('.leave .button').last().click(), DIALOG, 'leave', look);
  await p.closePanel();
}

/* Opening a timeline: both halves, and what is missing in each. */
async function opening(p, look) {
  await p.page.locator('.list-new').click();
  await p.page.locator('.dialog .dialog-foot .button.main').click();
  await p.page.locator('.dialog .field-error').first().waitFor();
  await look('open-missing', p.page);
  await p.page.locator('.dialog input').nth(0).fill('試作 ミツ');
  await p.page.locator('.dialog input').nth(1).fill('しさく みつ');
  for (const [n, words] of [[2, '13'], [3, '4'], [4, '2']]) await p.page.locator('.dialog input').nth(n).fill(words);
  await p.page.locator('.dialog .choice input').first().check();
  await p.page.locator('.dialog .more-fields summary').click();
  await look('open-patient', p.page);
  await p.page.locator('.dialog .dialog-foot .button.main').click();
  await p.page.locator('.dialog .pick').first().waitFor();
  await look('open-facility', p.page);
  await p.page.locator('.dialog .pick').first().click();
  await p.page.locator('.dialog .pick:not([disabled]) .person-line').first().click();
  await p.page.locator('.dialog .dialog-foot .button.main').click();
  await p.page.locator('.dialog .field-error').first().waitFor();
  await look('open-attending', p.page);
  await p.page.keyboard.press('Escape');
  await p.page.locator('.dialog .button.danger').click();
  await p.page.locator(DIALOG).first().waitFor({ state: 'detached' });
}

/* A timeline in preparation: what it waits for, recording consent, form 5 on paper, receiving a withdrawal. */
async function consent(p, look) {
  await p.enter(draft);
  await look('draft', p.page);
  await opened(p, async () => {
    await p.page.locator('.composer.closed .button').click();
    await p.page.locator('.dialog .dialog-foot .button.main').click();
  }, '.dialog .field-error', 'consent-record', look);
  await p.page.locator('.space-members').click();
  await p.panel().getByRole('button', { name: /^(様式5を印刷する|Print form 5)$/ }).click();
  await p.page.locator('.paper-page').nth(1).waitFor();
  await look('paper', p.page);
  await p.page.locator('.paper-bar .button').first().click();
  await p.panel().waitFor();
  await p.closePanel();
}

/* 取り決め: unread, read, written anew. */
async function agreement(p, look) {
  await p.page.locator('.agreement-bar .agreement-words').waitFor();
  await look('agreement-fresh', p.page);
  await p.page.locator('.agreement-bar .button.main').click();
  await p.page.locator('.agreement-bar .button.quiet').click();
  await p.page.locator('.dialog .words-of-people').first().waitFor();
  await look('agreement', p.page);
  await p.page.locator('.dialog .dialog-foot .button').first().click();
  await look('agreement-write', p.page);
  await p.page.keyboard.press('Escape');
  await p.page.locator(DIALOG).waitFor({ state: 'detached' });
}

/* 保管リスト: the list, something in it, proposing. */
async function storage(p, look) {
  await p.page.locator('.list .pad .button').click();
  await p.page.locator('.list-row').first().waitFor();
  await look('stored', p.page);
  await p.enter(stored);
  await look('archived', p.page);
  await p.page.locator('.space-members').click();
  await p.panel().getByText(/亡くなられた日：|Day of death: /).waitFor();
  await look('archived-members', p.page);
  await p.closePanel();
  await p.page.goto(`${p.origin}/`);
  await p.page.locator('.list-row').first().waitFor();
}

async function proposal(p, look) {
  await p.page.locator('.space-members').click();
  const open = p.panel().getByRole('button', { name: /保管を主治医に|Propose storage/ });
  await opened(p, async () => {
    await open.click();
    await p.page.locator('.dialog .dialog-foot .button.main').click();
  }, '.dialog .field-error', 'archive-propose', look);
  await p.closePanel();
}

async function withdrawal(p, look) {
  await p.page.locator('.space-members').click();
  await p.panel().locator('.row-acts .button').last().waitFor();
  await opened(p, () => p.panel().locator('.row-acts .button').filter({ hasText: /撤回|withdrawal/ }).click(), DIALOG, 'consent-withdraw', look);
  await p.closePanel();
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
  await p.write('ご連絡ありがとうございます。');
  await p.page.locator('.composer-state[data-saved=kept]').waitFor();
  await look('reply', p.page);
  await p.page.locator('.replying button').click();
  await p.write('加藤清様、お変わりありません。');
  await opened(p, () => p.page.locator('.composer .button.main').click(), DIALOG, 'other-patient', look);
  await p.write('');
}

/* 自由グループ: finding one, making one, in it, and what was refused. */
async function circles(p, look) {
  const find = p.page.locator('[aria-labelledby=circles-title] .list-head .button');
  await opened(p, () => find.click(), '.dialog .card', 'circles', look);
  await find.click();
  await p.page.locator('.dialog .members-head .button').click();
  await p.page.locator('.dialog .dialog-foot .button.main').click();
  await p.page.locator('.dialog .field-error').first().waitFor();
  await look('circle-new', p.page);
  await p.page.keyboard.press('Escape');
  await p.page.locator(DIALOG).waitFor({ state: 'detached' });
  await p.enter(circle);
  await p.page.locator('.space-members').click();
  await p.panel().locator('.cards .card').first().waitFor();
  await look('circle-members', p.page);
  await opened(p, () => p.panel().locator('.members-head .button').first().click(), '.dialog .about', 'circle-about', look);
  await opened(p, () => p.panel().locator('.leave .button').nth(0).click(), DIALOG, 'circle-settings', look);
  await opened(p, () => p.panel().locator('.leave .button').nth(1).click(), DIALOG, 'circle-close', look);
  await p.closePanel();
  await p.write('山田花子様（87歳）の仙骨部の褥瘡が広がっています。');
  await p.page.locator('.composer .button.main').click();
  await p.page.locator('.composer .refused mark').waitFor();
  await look('circle-refused', p.page);
  await opened(p, () => p.page.locator('.refused-acts .button').last().click(), '.dialog .pick', 'circle-elsewhere', look);
  await p.page.locator('.refused-acts .button:focus').waitFor(); // it comes back when the dialog has gone
  await p.write('');
  await p.page.locator('.composer .refused').waitFor({ state: 'detached' });
}

async function lostLine(p, line, look) {
  line.cut();
  await p.page.locator('.banner.warn').waitFor();
  await p.write('つながらないところから書いています。');
  await look('line-lost', p.page);
  await p.page.locator('.composer .button.main').click();
  await p.page.locator('.letter[data-state=waiting]').waitFor();
  await look('letter', p.page);
  await opened(p, () => p.page.locator('.letter .button.quiet').click(), DIALOG, 'drop-letter', look);
  line.mend();
  await p.page.locator('.letter').waitFor({ state: 'detached' }); // every tour writes these words
  await p.card('つながらないところから').last().waitFor();
}

export async function tour(w, options, look) {
  await erasures(w, options, look);
  await clinic(w, options, look);
  const patient = '山田 花子 様';
  const lost = [/net::ERR_/, /WebSocket connection to .* failed/, /status of 401/, /status of 42[23]/];
  const [line] = w.lines;
  const p = await w.visitor({ ...options, origin: line.origin, expect: lost });
  await gates(p, look);
  await p.signIn('takahashi', password);
  await look('list', p.page);
  await opened(p, () => p.page.locator('.top-menu').click(), DIALOG, 'menu', look);
  await opened(p, () => p.page.locator('.top-inbox').click(), '.dialog .card', 'inbox', look);
  for (const part of [factor, trouble]) await part(p, look);
  await opened(p, () => p.page.keyboard.press('Control+/'), DIALOG, 'help', look);
  await opening(p, look);
  await opened(p, async () => {
    await p.page.locator('.top-menu').click();
    await p.page.locator('.menu-acts .button:has([data-icon=people])').first().click();
  }, '.dialog .dialog-body', 'standing', look);
  await circles(p, look);
  await toList(p);
  await ties(p, look);
  await toList(p);
  await board(p, look);
  await toList(p);
  await consent(p, look);
  await toList(p);
  await storage(p, look);
  await agreed(w, patient);
  await p.enter(patient);
  await agreement(p, look);
  await look('timeline', p.page);
  await panels(p, look);
  await people(p, look);
  await withdrawal(p, look);
  await proposal(p, look);
  await posts(p, look);

  await lostLine(p, line, look);
  await p.page.goto(`${p.origin}/training`);
  await p.page.locator('.training-video').waitFor();
  await look('training-video', p.page);

  await p.page.goto(`${p.origin}/spaces/00000000-0000-4000-8000-000000000000`);
  await p.page.locator('.space.empty .button').waitFor();
  await look('missing', p.page);
  await p.page.locator('.space.empty .button').click();
  await p.page.locator('.top-menu').click();
  await p.page.locator('.menu-acts .button:has([data-icon=lock])').click();
  await p.page.locator('.gate-who').waitFor();
  await look('locked', p.page);
  await p.leave();
  await desk(w, options, look);
}
