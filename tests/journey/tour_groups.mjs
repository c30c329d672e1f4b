// The parts of the tour about people rather than patients: つながり, the 施設管理者グループ.
import { DIALOG, opened } from './tour_steps.mjs';

/* つながり: asking, what one has asked and blocked, in one, and what waits for the word about consent. */
export async function ties(p, look) {
  const open = p.page.locator('[aria-labelledby=ties-title] .list-head .button');
  await opened(p, () => open.click(), '.dialog .card', 'ties', look);
  await open.click();
  await p.page.locator('.dialog .members-head .button').click();
  await p.page.locator('.dialog .pick').nth(1).click();
  await p.page.locator('.dialog .picker-head').waitFor();
  await p.page.locator('.dialog .pick:not([disabled])').first().click();
  await p.page.locator('.dialog .dialog-foot .button.main').click();
  await p.page.locator('.dialog .field-error').waitFor();
  await look('tie-ask', p.page);
  await p.page.keyboard.press('Escape');
  await p.page.locator(DIALOG).waitFor({ state: 'detached' });
  await p.enter('渡辺 恵');
  await look('tie', p.page);
  await p.page.locator('.space-members').click();
  await p.panel().locator('.leave .button').first().waitFor();
  await look('tie-members', p.page);
  await opened(p, () => p.panel().locator('.leave .button').nth(0).click(), DIALOG, 'tie-end', look);
  await opened(p, () => p.panel().locator('.leave .button').nth(1).click(), DIALOG, 'tie-block', look);
  await p.closePanel();
  await p.write('山田花子様（87歳）の仙骨部の褥瘡が広がっています。');
  await p.page.locator('.composer .button.main').click();
  await p.page.locator('.composer .refused mark').waitFor();
  await look('tie-consent', p.page);
  await p.write('');
  await p.page.locator('.composer .refused').waitFor({ state: 'detached' });
}

/* 施設管理者グループ, as one of its admins sees it. */
export async function board(p, look) {
  await p.page.locator('[aria-labelledby=board-title] .list-row').click();
  await p.page.locator('.timeline [data-act=acknowledge]').last().waitFor();
  await look('board', p.page);
}
