// Hostile bodies: what is no JSON, what has the wrong type, fields that are nobody's to set, other media, wrong methods. A precise error
// with a stable code, nothing changed.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { d, each, example, fronts, key, main, patient, post, refused, routes, signedIn, test, unchanged } from './world.mjs';

const fields = (schema) => [...Object.keys(schema?.properties ?? {}), ...Object.values(schema ?? {}).flatMap((v) => (v && typeof v === 'object' ? fields(v) : []))];

/** A space with a post of the nurse's, and every route about it that takes input and would do something. */
async function writing() {
  const space = await patient('takahashi');
  const nurse = await signedIn('takahashi');
  const own = await post(nurse, space, '元の文');
  return { space, nurse, own, all: routes({ space, post: own.id }).filter((r) => r.input) };
}

test('text that is not one JSON object', async () => {
  const { space, nurse } = await writing();
  const path = `/api/spaces/${space}/posts`;
  const good = JSON.stringify({ key: key(), body: 'x' });
  const malformed = [
    '{', '}', '{"key"}', "{'key':1}", `${good.slice(0, -1)},}`, `${good}${good}`, `${good} x`, `[${good}]`, '[]', 'null', 'true', '1', '"x"', `//x\n${good}`, `/**/${good}`, '{"body":NaN}', '{"body":Infinity}',
    '{"body":01}', '{"body":+1}', '{"body":.5}', '{"body":1e999}', '{"body":99999999999999999999}', '{"body":"\t"}', '{"body":"\\x41"}', '{"body":"\\ud800"}', '{"body":"\\udc00\\ud800"}', '{"body":"\\u12"}',
    `\ufeff${good}`, '{"body":"a","body":"b"}', '{"\\u0062ody":"a","body":"b"}', '{"a\\u0000b":1}', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, `{"body":${'['.repeat(60_000)}}`, '{"body":tru}', '{body:"x"}', ' ', '\n', '\0', `${good}\0`,
  ];
  const invalid = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe3, 0x81], [0xf8, 0x88, 0x80, 0x80, 0x80], [0x80]];
  await unchanged(async () => {
    for (const text of malformed) {
      const answer = await nurse.post(path, text);
      refused(answer, 400, 'json_malformed');
      assert.equal(answer.headers.connection === 'close', false, 'the connection stays');
    }
    for (const tail of invalid) refused(await nurse.post(path, Buffer.concat([Buffer.from('{"body":"'), Buffer.from(tail), Buffer.from('"}')])), 400, 'text_invalid');
    refused(await nurse.post(path, ''), 400, 'field_missing', 'key');
  });
  assert.equal((await nurse.post(path, ` \r\n\t${good}\n`)).status, 201, 'white space around it is no fault');
});

test('every field of every route with the wrong type, too large, or absent: the field is named, its value is not', async () => {
  const { nurse, all } = await writing();
  const before = fronts();
  const values = [null, true, 0.5, -1, 1e300, 2 ** 53, '', 'ü', [], {}, ['x'], { x: 1 }, 'x'.repeat(20_000), '\u0000', 'x\u0000', '../x', "' or 1=1--", '${7*7}', 'null', '00000000-0000-0000-0000-000000000000x'];
  const codes = ['bad_value', 'field_missing', 'text_invalid', 'too_long', 'type_wrong'];
  const cases = all.flatMap((r) =>
    Object.entries(r.input.properties).flatMap(([name, schema]) => values.map((value) => ({ r, name, schema, value, needed: r.input.required.includes(name) }))),
  );
  const fits = ({ schema, value, needed }) =>
    (value === null && !needed) ||
    (schema.type === 'boolean' && typeof value === 'boolean') ||
    (schema.type === 'object' && JSON.stringify(value) === '{}') ||
    (schema.type === 'string' && !schema.format && !schema.enum && typeof value === 'string' && value.length >= schema.minLength && value.length <= schema.maxLength && !value.includes('\0')) ||
    (schema.type === 'integer' && Number.isInteger(value) && value >= schema.minimum && value <= schema.maximum);
  const wrong = cases.filter((c) => !fits(c));
  assert.ok(wrong.length > 250, `${wrong.length} cases`);
  await unchanged(() =>
    each(wrong, async ({ r, name, value }) => {
      const client = r.template === '/api/session' ? d.client({ source: '127.0.0.21' }) : nurse;
      const answer = await client.request(r.method, r.path, { body: { ...example(r.input), [name]: value } });
      const what = `${r.method} ${r.template} ${name} = ${JSON.stringify(value)?.slice(0, 40)}: ${answer.text}`;
      assert.ok(answer.status === 400 && codes.includes(answer.body.error) && answer.body.detail === name, what);
      if (typeof value === 'string' && value.length > 3) assert.ok(!answer.text.includes(value.slice(0, 20).replaceAll('\0', '')), what);
      if (client !== nurse) client.close();
    }),
  );
  await unchanged(() =>
    each(all.flatMap((r) => r.input.required.map((name) => ({ r, name }))), async ({ r, name }) => {
      const { [name]: _, ...rest } = example(r.input);
      refused(await nurse.request(r.method, r.path, { body: rest }), 400, 'field_missing', name);
    }),
  );
  assert.deepEqual(fronts(), before, 'the workers are the same');
}, { limit: 300_000 });

test('no field but those of the route can be set: every column and every field of an answer, in every route', async () => {
  const { nurse, own, space, all } = await writing();
  const columns = (await d.sql("select distinct column_name from information_schema.columns where table_schema = 'public'")).flat();
  const document = JSON.parse(fs.readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'));
  const names = [...new Set([...columns, ...fields(document.components.schemas), '__proto__', 'constructor', 'toString', '_method', '$where', 'BODY', 'body ', ' key', 'isAdmin', 'admin', ''])];
  assert.ok(names.length > 150, `${names.length} names`);
  const cases = all.flatMap((r) => names.filter((name) => !(name in r.input.properties)).map((name) => ({ r, name })));
  const other = d.client({ source: '127.0.0.22' });
  await unchanged(() =>
    each(cases, async ({ r, name }) => {
      const text = `${JSON.stringify(example(r.input)).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(own.id)}}`;
      const answer = await (r.template === '/api/session' ? other : nurse).request(r.method, r.path, { body: text });
      assert.deepEqual([answer.status, answer.body.error], [400, 'field_unknown'], `${r.method} ${r.template} ${name}`);
    }),
  );
  const bare = routes({ space, post: own.id }).filter((r) => !r.input && !r.file && r.method !== 'GET');
  await unchanged(async () => {
    for (const r of bare) {
      refused(await nurse.request(r.method, r.path, { body: { x: 1 } }), 400, 'field_unknown');
      refused(await nurse.request(r.method, r.path, { body: '{' }), 400, 'json_malformed');
      refused(await nurse.request(r.method, r.path, { body: '{}', headers: { 'content-type': 'text/plain' } }), 415, 'media_refused');
    }
  });
}, { limit: 300_000 });

test('the body is JSON and says so', async () => {
  const { nurse, all } = await writing();
  const types = ['text/plain', 'text/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx', 'application/json+x', 'json', 'application/json, text/plain', '*/*', '', null];
  await unchanged(async () => {
    for (const r of all) {
      for (const type of types) refused(await nurse.request(r.method, r.path, { body: example(r.input), headers: { 'content-type': type } }), 415, 'media_refused');
    }
  });
  for (const type of ['application/json; charset=utf-8', 'Application/JSON', ' application/json ;x=y']) {
    assert.equal((await nurse.post('/api/session/activity', {}, { headers: { 'content-type': type } })).status, 200, type);
  }
});

test('a body at its limit is read, one byte more is refused before it is', async () => {
  const { nurse, space } = await writing();
  const path = `/api/spaces/${space}/posts`;
  const padded = (n) => JSON.stringify({ key: key(), body: 'x' }).padEnd(n, ' ');
  assert.equal((await nurse.post(path, padded(131_072))).status, 201);
  await unchanged(async () => {
    const answer = await nurse.post(path, padded(131_073));
    refused(answer, 413, 'body_too_large');
    assert.equal(answer.headers.connection, 'close');
  });
});

test('a method that an address does not know: 405, which ones it knows, signed in or not', async () => {
  const { space, own, nurse } = await writing();
  const known = new Map();
  for (const r of [...routes({ space, post: own.id }), { path: '/api/health', method: 'GET' }]) known.set(r.path, [...(known.get(r.path) ?? []), r.method]);
  const heads = new Set(routes().filter((r) => r.open && r.method === 'GET').map((r) => r.path)); // link checkers ask so
  const anybody = d.client();
  await unchanged(async () => {
    for (const [path, methods] of known) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'].filter((m) => !methods.includes(m) && !(m === 'HEAD' && heads.has(path)))) {
        for (const client of [nurse, anybody]) {
          const answer = await client.request(method, path);
          assert.deepEqual([answer.status, answer.headers.allow], [405, methods.join(', ')], `${method} ${path}`);
          if (method !== 'HEAD') assert.equal(answer.body.error, 'method_refused');
        }
      }
    }
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) refused(await nurse.request(method, '/api/nothing'), 404, 'not_found');
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await nurse.request(method, '/');
      refused(answer, 405, 'method_refused');
      assert.equal(answer.headers.allow, 'GET, HEAD');
    }
  });
});

await main(import.meta.url);
