// The part of the tour about complete deletion.
import { wished } from './prepare.mjs';
import { DIALOG, opened } from './tour_steps.mjs';
import { password } from './world.mjs';

/* The desk of office and committee: requests, recording one, each act on one. */
export async function erasures(w, options, look) {
  const p = await w.visitor(options);
  await p.signIn('ono', password);
  const open = () => p.page.locator('[aria-labelledby=erasures-title] .button.main').click();
  await open();
  await p.page.locator('.dialog .card').first().waitFor();
  await p.page.locator('.dialog .card summary').first().click();
  await p.page.locator('.dialog details.more-fields').filter({ hasText: '西村 隆' }).locator('summary').click();
  await look('erasures', p.page);
  await p.page.locator('.dialog .row-acts .button').click();
  await p.page.locator('.paper-page').waitFor();
  await look('erasures-paper', p.page);
  await p.page.locator('.paper-bar .button').first().click();
  await open();
  await p.page.locator('.dialog .card').first().waitFor();
  await p.page.locator('.dialog .members-head .button').click();
  await p.page.locator('.dialog .dialog-foot .button.main').click();
  await p.page.locator('.dialog .field-error').waitFor();
  await look('erasures-record', p.page);
  await p.page.locator('.dialog .dialog-foot .button').first().click();
  const act = async (button, name) => {
    await p.page.locator('.dialog .card').first().locator(button).click();
    await p.page.locator('.dialog .dialog-foot .button').last().click();
    await p.page.locator('.dialog .field-error').first().waitFor();
    await look(name, p.page);
    await p.page.locator('.dialog .dialog-foot .button').first().click();
    await p.page.locator('.dialog .card').first().waitFor();
  };
  await act('.erasure-next .button.main', 'erasures-approve');
  await act('.card-foot .button >> nth=0', 'erasures-hold');
  await act('.card-foot .button >> nth=1', 'erasures-end');
  await p.leave();
}

/* The clinic: passing a wish on, what is shown to who wishes it, the answer. */
export async function clinic(w, options, look) {
  const p = await w.visitor(options);
  await p.signIn('sato', password);
  await p.enter(wished);
  await p.page.locator('.space-members').click();
  const row = p.panel().locator('.erasure-acts .button');
  await row.first().waitFor();
  await look('erasure-here', p.page);
  await opened(p, () => row.nth(0).click(), '.dialog .erasure-shown', 'erasure-confirm', look);
  await row.nth(1).click();
  await p.page.locator('.dialog .dialog-foot .button.main').click();
  await p.page.locator('.dialog .field-error').first().waitFor();
  await look('erasure-answer', p.page);
  await p.page.keyboard.press('Escape');
  await p.page.locator(DIALOG).waitFor({ state: 'detached' });
  await p.leave();
}
