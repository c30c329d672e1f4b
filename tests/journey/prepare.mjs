// What the tour needs to be there before it begins.
import { prepareTroubles } from './tour_trouble.mjs';
import { password } from './world.mjs';

export const circle = '摂食嚥下の勉強会';
export const draft = '巡回 フミ 様';
export const stored = '巡回 トメ 様';
export const wished = '巡回 サト 様';

/* takahashi is in touch with watanabe, has asked okada, takes nothing from ito, and is asked by hasegawa. */
async function prepareTies(w) {
  const [she, other, third, fourth] = await Promise.all(['takahashi', 'watanabe', 'hasegawa', 'ito'].map((login) => w.d.signedIn(login, password)));
  const hatOf = async (c) => (await c.get('/api/session')).body.hat.hat;
  const ask = async (c, to, reason) => (await c.post('/api/ties', { hat: to, reason })).body.id;
  const mine = await hatOf(she);
  const { people } = (await she.get('/api/directory?q=%E5%B2%A1%E7%94%B0')).body;
  const made = await other.post(`/api/ties/${await ask(she, await hatOf(other), 'お薬のことをご相談したいです。')}/accept`, {});
  await other.post(`/api/spaces/${made.body.space}/posts`, { key: crypto.randomUUID(), body: 'いつでもお声がけください。' });
  await ask(she, people[0].hat, 'リハビリについて教えてください。');
  await ask(third, mine, '栄養のことでご相談があります。');
  await she.put(`/api/ties/blocked/${await hatOf(fourth)}`, {});
  [she, other, third, fourth].forEach((c) => c.close());
}

/* One that takahashi opened on the word of sato, who has not answered. */
async function prepareDraft(w) {
  const [nurse, physician] = [await w.d.signedIn('takahashi', password), await w.d.signedIn('sato', password)];
  const { hat } = (await physician.get('/api/session')).body.hat;
  const identity = { name: '巡回 フミ', kana: 'じゅんかい ふみ', birth: '1931-03-03', sex: 'female' };
  await nurse.post('/api/spaces', { key: crypto.randomUUID(), ...identity, attending: hat, given_on: '2026-01-15', way: 'phone' });
  [nurse, physician].forEach((c) => c.close());
}

/* One that sato opened, with takahashi in it, and moved to the 保管リスト. */
async function prepareStored(w) {
  const [nurse, physician] = [await w.d.signedIn('takahashi', password), await w.d.signedIn('sato', password)];
  const key = crypto.randomUUID();
  const { hat } = (await nurse.get('/api/session')).body.hat;
  await physician.post('/api/spaces', { key, name: '巡回 トメ', kana: 'じゅんかい とめ', birth: '1929-02-02', sex: 'female' });
  const scopes = { scope_photo: false, scope_family: false, scope_disaster: false, scope_after_death: true };
  const names = { giver: '巡回 清', relation: '長男', explained_by: '佐藤 健一', original_at: '診療所の書庫' };
  await physician.post(`/api/spaces/${key}/consent`, { kind: 'prior', ...names, signed_on: '2025-10-01', ...scopes });
  const made = await physician.post(`/api/spaces/${key}/invitations`, { hat, relation: '訪問看護', history: 'all' });
  await nurse.post(`/api/invitations/${made.body.id}/accept`, {});
  await physician.post(`/api/spaces/${key}/posts`, { key: crypto.randomUUID(), body: '皆さま、ありがとうございました。' });
  await physician.post(`/api/spaces/${key}/archive`, { reason: 'death', died_on: '2026-01-03' });
  [nurse, physician].forEach((c) => c.close());
}

/* One that takahashi manages, and somebody asks to join. */
async function prepareCircle(w) {
  const [manager, other] = [await w.d.signedIn('takahashi', password), await w.d.signedIn('watanabe', password)];
  const about = { name: circle, aim: '飲み込みにくい方の食事について学び合います。', rules: '患者さんの情報は書きません。', entry: 'request' };
  const made = await manager.post('/api/circles', { key: crypto.randomUUID(), ...about });
  await other.post(`/api/circles/${made.body.id}/request`, { version: 1, reason: 'とろみ剤のことをお伝えできます。' });
  await manager.post(`/api/spaces/${made.body.id}/posts`, { key: crypto.randomUUID(), body: '次回は木曜の18時30分からです。' });
  [manager, other].forEach((c) => c.close());
}

/* The office has told all facility admins something. */
async function prepareBoard(w) {
  const office = await w.d.signedIn('miura', password);
  const { spaces } = (await office.get('/api/state')).body;
  await office.post(`/api/spaces/${spaces[0].id}/posts`, { key: crypto.randomUUID(), body: '来月の研修会は15日の18時からです。' });
  office.close();
}

/* A deletion that waits for two approvals, and a wish that its 主治医 has passed on. */
async function prepareErasures(w) {
  const [physician, clerk] = [await w.d.signedIn('sato', password), await w.d.signedIn('miura', password)];
  const patient = async (name) => (await w.d.tasuki('demo', 'patient', '--attending', 'sato', '--facility', 'clinic', '--name', name, '--kana', 'じゅんかい', '--settings', w.d.settingsFile)).stdout.trim();
  const pass = async (name) => {
    const [space, key] = [await patient(name), crypto.randomUUID()];
    await physician.post(`/api/spaces/${space}/erasure`, { key });
    return { space, key };
  };
  const { space, key } = await pass('巡回 サチ');
  await physician.post(`/api/spaces/${space}/erasure/confirm`);
  await physician.post(`/api/spaces/${space}/erasure/answer`, { transcribed: true, dispute: false, care_goes_on: false });
  await clerk.post(`/api/erasures/${key}/check`, { step: 'called' });
  await clerk.post(`/api/erasures/${key}/check`, { step: 'checked', way: 'letter' });
  await clerk.post(`/api/erasures/${key}/accept`);
  await pass('巡回 サト');
  [physician, clerk].forEach((c) => c.close());
}

/* One that was held. */
async function prepareTraining(w) {
  const clerk = await w.d.signedIn('miura', password);
  await clerk.post('/api/trainings', { key: crypto.randomUUID(), title: '第1回 研修会', kind: 'meeting', held_on: '2026-01-15', place: '医師会館' });
  clerk.close();
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
  await nurse.card('この投稿は取り消します。').waitFor();
  await physician.card('この投稿は取り消します。').locator('[data-act=more]').click();
  await physician.card('この投稿は取り消します。').locator('.more button').nth(2).click();
  await physician.page.locator('.dialog .button.danger').click();
  await nurse.card('この投稿は取り消します。').waitFor({ state: 'detached' });
  await prepareCircle(w);
  await prepareTies(w);
  await prepareBoard(w);
  await prepareDraft(w);
  await prepareStored(w);
  await prepareErasures(w);
  await prepareTroubles(w);
  await prepareTraining(w);
  await w.tidy();
}

/** The 主治医 writes the next 取り決め: nobody else has confirmed it. */
export async function agreed(w, title) {
  const physician = await w.d.signedIn('sato', password);
  const { spaces } = (await physician.get('/api/state')).body;
  const { id, agreement } = spaces.find((s) => s.title === title);
  const text = '夜間と急ぎのときは、まずお電話ください。写真は創部だけにします。';
  await physician.put(`/api/spaces/${id}/agreement`, { version: (agreement?.version ?? 0) + 1, text });
  physician.close();
}
