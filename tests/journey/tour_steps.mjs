// What the parts of the tour do again and again.
import { randomBytes } from 'node:crypto';

/** The token of a link that nobody made: another one each time, because tries with the same one are throttled. */
export const nobodysToken = () => randomBytes(32).toString('base64url');

export const DIALOG = '.dialog';

/* Opens something, looks, and closes it with Escape. */
export async function opened(p, open, what, name, look) {
  await open();
  await p.page.locator(what).first().waitFor();
  await look(name, p.page);
  await p.page.keyboard.press('Escape');
  await p.page.locator(what).first().waitFor({ state: 'detached' }); // of several the first goes as well
}

/* On a phone, back to the list. */
export async function toList(p) {
  if (await p.page.locator('.space-back').isVisible()) await p.page.locator('.space-back').click();
}
