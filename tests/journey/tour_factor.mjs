// The tour's part about the way in: the gates of staff, the second factor, the resets of others. Nothing is enrolled.
import { DIALOG, opened } from './tour_steps.mjs';

/* Changes of staff: what can be done with one person, each of its forms, a second facility, 様式3. */
async function people(p, staff, look) {
  const row = p.page.locator('.dialog .people > .waiting-row').filter({ hasText: '森 彩香' });
  const one = async (n, name) => {
    await staff();
    await row.locator('.row-acts').first().locator('.button').click();
    await p.page.locator('.dialog .staff-doings').waitFor();
    if (n === null) return look(name, p.page);
    await p.page.locator('.dialog .staff-doings .button').nth(n).click();
    await p.page.locator('.dialog .dialog-foot .button').nth(1).waitFor();
    return look(name, p.page);
  };
  const close = async () => {
    await p.page.keyboard.press('Escape');
    await p.page.locator(DIALOG).waitFor({ state: 'detached' });
  };
  for (const [n, name] of [[null, 'staff-person'], [0, 'staff-change'], [1, 'staff-absence'], [2, 'staff-admin'], [3, 'staff-password'], [4, 'staff-leaving']]) {
    await one(n, name);
    await close();
  }
  for (const [n, name] of [[1, 'staff-second'], [2, 'staff-changes']]) {
    await staff();
    await p.page.locator('.dialog .row-acts').first().locator('.button').nth(n).click();
    await p.page.locator(n === 1 ? '.dialog .dialog-form' : '.dialog .row-acts').waitFor();
    await look(name, p.page);
    await close();
  }
}

/** As somebody who looks after people. */
export async function factor(p, look) {
  const inMenu = async (n) => {
    await p.page.locator('.top-menu').click();
    await p.page.locator('.menu-acts .button:has([data-icon=key])').nth(n).click();
  };
  const staff = async () => {
    await p.page.locator('.top-menu').click();
    await p.page.locator('.menu-acts .button:has([data-icon=check])').first().click();
  };
  await opened(p, staff, '.dialog .waiting-row', 'gate-staff', look);
  await people(p, staff, look);
  const documents = async () => {
    await p.page.locator('.top-menu').click();
    await p.page.locator('.menu-acts .button:has([data-icon=document])').click();
  };
  await opened(p, documents, '.dialog .card', 'documents', look);
  await documents();
  await p.page.locator('.dialog .card .button').nth(1).click();
  await p.page.locator('.dialog .gate-text').waitFor();
  await look('document', p.page);
  await p.page.keyboard.press('Escape');
  await p.page.locator(DIALOG).waitFor({ state: 'detached' });
  await opened(p, () => inMenu(0), '.dialog .dialog-form', 'factor-resets', look);
  await opened(p, () => inMenu(1), '.dialog .soft', 'password-links', look);
  const mail = async () => {
    await p.page.locator('.top-menu').click();
    await p.page.locator('.menu-acts .button:has([data-icon=mail])').click();
  };
  await opened(p, mail, '.dialog .dialog-form', 'mail-own', look);
  await opened(p, async () => {
    await inMenu(3);
    await p.page.locator('.dialog .button.main').click();
  }, '.dialog .field-error', 'password', look);
  await inMenu(2);
  await p.page.locator('.dialog .dialog-foot .button.main').waitFor();
  await look('factor', p.page);
  await p.page.locator('.dialog .dialog-foot .button.main').click();
  await p.page.locator('.dialog .qr').waitFor();
  await look('factor-enrol', p.page);
  await p.page.keyboard.press('Escape');
  await p.page.locator(DIALOG).waitFor({ state: 'detached' });
}
