// Makes the pictures of docs/screens again: tests/try tests/journey/screens.mjs. An afternoon in the demo town, on a phone and on a desk.
import fs from 'node:fs';
import path from 'node:path';
import { Deployment, root, town } from '../lib/deployment.mjs';
import { Person, launch } from './browser.mjs';
import { password } from './world.mjs';

const folder = path.join(root, 'docs/screens');
const LARGEST = 300_000;
const patient = '山田 花子 様';

/* Ten past four in the afternoon in Japan, whenever this runs. */
async function afternoon() {
  const d = await Deployment.create({ name: 'screens', seed: false });
  const day = 86_400_000;
  const wanted = 7 * 3_600_000 + 10 * 60_000;
  d.clock.advance((((wanted - (Date.now() % day)) % day) + day) % day);
  await d.tasuki('demo', 'seed', town, '--settings', d.settingsFile);
  await d.serve();
  return d;
}

const frames = {
  phone: 'border: 9px solid #1b2a30; border-radius: 34px',
  desk: 'border: 1px solid #b9c6c5; border-top: 22px solid #d3dcdb; border-radius: 10px',
};

/* Pictures side by side on a quiet ground: [[frame, bytes, width]]. */
async function compose(browser, name, pictures, width) {
  const page = await browser.newPage({ viewport: { width, height: 400 } });
  const images = pictures.map(([frame, bytes, w]) => `<img width="${w}" style="${frames[frame]}" src="data:image/png;base64,${bytes.toString('base64')}">`);
  await page.setContent(`<body style="margin:0"><main style="display:flex;gap:28px;align-items:flex-end;justify-content:center;padding:28px;background:#e3eceb">
    ${images.join('')}</main></body>`);
  const bytes = await page.locator('main').screenshot();
  await page.close();
  if (bytes.length > LARGEST) throw new Error(`${name} has ${bytes.length} bytes, more than ${LARGEST}`);
  fs.writeFileSync(path.join(folder, `${name}.png`), bytes);
  console.log(`docs/screens/${name}.png: ${bytes.length} bytes`);
}

/* A turn of the talk, as the picture shows it. */
async function talk(nurse, physician, others) {
  await Promise.all([nurse, physician, ...others].map((p) => p.enter(patient)));
  await Promise.all([nurse, physician, ...others].map((p) => p.readAll()));
  await nurse.post('15時40分に再訪しました。息苦しさは和らぎ、枕ひとつで横になれています。\nBP 132/74　P 80　SpO2 97%　体重 44.1kg（昨日より−0.6kg）');
  await Promise.all([physician, ...others].map((p) => p.readAll()));
  await physician.card('15時40分').locator('[data-act=acknowledge]').click();
  await others[0].card('15時40分').locator('[data-act=react]').click();
  await others[0].page.getByRole('button', { name: 'ありがとうございます', exact: true }).click();
  await physician.card('15時40分').locator('[data-act=reply]').click();
  await physician.post('よい経過です。フロセミドはこのまま。明日の昼に採血します。');
  await nurse.card('よい経過です。').locator('[data-act=acknowledge]').click();
  await physician.card('よい経過です。').getByText('承知 1').waitFor();
}

const d = await afternoon();
const browser = await launch();
const at = async (login, options) => (await Person.at(browser, d, options)).signIn(login, password);
const shot = (p) => p.page.screenshot();
fs.mkdirSync(folder, { recursive: true });

const nurse = await at('takahashi', { size: 'phone' });
const list = await shot(nurse);
const physician = await at('sato');
const others = [await at('watanabe'), await at('ito')];
await talk(nurse, physician, others);
await nurse.card('15時40分').getByText('開きました 3/7').waitFor();
await Promise.all([nurse, physician].map((p) => p.page.evaluate(() => document.activeElement.blur())));
await compose(browser, 'timeline', [['phone', await shot(nurse), 300], ['desk', await shot(physician), 960]], 1400);

await nurse.card('15時40分').locator('.chip.plain').tap();
await nurse.panel().getByRole('heading', { name: '開きました 3名' }).waitFor();
const receipts = await shot(nurse);
await nurse.closePanel();
nurse.expect(/./);
await nurse.context.setOffline(true);
await nurse.page.locator('.banner.warn').waitFor();
await nurse.write('明日の採血、12時で準備します。');
await nurse.page.locator('.composer .button.main').tap();
await nurse.page.locator('.letter[data-state=waiting]').waitFor();
await nurse.page.evaluate(() => document.activeElement.blur());
const lost = await shot(nurse);
await nurse.context.setOffline(false);
await nurse.card('12時で準備します。').waitFor();
const large = await at('tamura', { size: 'phone', type: '200' });
await large.enter(patient);
await compose(browser, 'phone', [['phone', list, 270], ['phone', receipts, 270], ['phone', lost, 270], ['phone', await shot(large), 270]], 1300);

await physician.page.locator('.space-members').click();
await physician.panel().getByRole('heading', { name: '患者さん', exact: true }).waitFor();
const english = await at('sato', { language: 'en', scheme: 'dark' });
await english.enter(patient);
await english.readAll();
await compose(browser, 'desk', [['desk', await shot(physician), 700], ['desk', await shot(english), 700]], 1520);
await browser.close();
await d.stop();
process.exit(0);
