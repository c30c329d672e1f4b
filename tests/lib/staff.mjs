// Facilities and people of a test's own, so that the demo town's are left alone. They sign in with its password.
const many = 1_000_000;
let serial = 0;

/** A visiting nurse station with nobody in it; its id. */
export async function makeFacility(d, name = `試験ステーション${++serial}`) {
  const [[id]] = await d.sql(`insert into facility (id, name, kind, outside, phone_day, created_at)
    values (gen_random_uuid(), '${name}', 'visiting_nurse_station', false, '042-000-0100', 1) returning id`);
  return id;
}

/** A further hat of that account. */
export async function wear(d, account, at, { admin = false, profession = 'nurse', admitted = true } = {}) {
  const [[hat]] = await d.sql(`insert into hat (id, account, kind, facility, profession, facility_admin, admitted, from_at)
    values (gen_random_uuid(), '${account}', 'staff', '${at}', '${profession}', ${admin}, ${admitted}, ${++serial}) returning id`);
  return hat;
}

/** Somebody who works there and has passed every gate: {login, hat, account, name}. */
export async function hire(d, at, { name = `試験 職員${++serial}`, kana = 'しけん', ...more } = {}) {
  const login = `works${++serial}.${Date.now() % many}`;
  const [[person]] = await d.sql(`insert into person (id, name, kana, created_at) values (gen_random_uuid(), '${name}', '${kana}', 1) returning id`);
  const [[account]] = await d.sql(`insert into account (id, person, side, login, password, password_at, created_at)
    select gen_random_uuid(), '${person}', 'staff', '${login}', password, password_at, 1 from account where login = 'takahashi' returning id`);
  return { login, account, name, hat: await wear(d, account, at, more) };
}
