// Every answer that any test sees is checked against docs/openapi.json: no field too many, none missing, none of another type.
import { readFileSync } from 'node:fs';

const document = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'));
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const routes = Object.entries(document.paths).map(([path, methods]) => ({
  pattern: new RegExp(`^${path.replace(/\{[a-z]+\}/g, '[^/]+')}$`),
  methods,
}));

const kinds = {
  boolean: (v) => typeof v === 'boolean',
  integer: (v) => Number.isSafeInteger(v),
  null: (v) => v === null,
  string: (v) => typeof v === 'string',
};

/** What is wrong with the value, as sentences; none = it fits. */
function faults(schema, value, at) {
  if (schema.$ref) return faults(document.components.schemas[schema.$ref.split('/').pop()], value, at);
  if (schema.oneOf) {
    const all = schema.oneOf.map((one) => faults(one, value, at));
    return all.some((f) => f.length === 0) ? [] : all[0];
  }
  if (schema.type === 'array')
    return Array.isArray(value) ? value.flatMap((v, i) => faults(schema.items, v, `${at}[${i}]`)) : [`${at} is no list`];
  if (schema.type === 'object') return objectFaults(schema, value, at);
  if (!kinds[schema.type](value)) return [`${at} is no ${schema.type}`];
  if (schema.format === 'uuid' && !uuid.test(value)) return [`${at} is no id`];
  return schema.enum && !schema.enum.includes(value) ? [`${at} is none of ${schema.enum}`] : [];
}

function objectFaults(schema, value, at) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [`${at} is no object`];
  const unknown = Object.keys(value).filter((name) => !(name in schema.properties));
  const missing = schema.required.filter((name) => !(name in value));
  return [
    ...unknown.map((name) => `${at}.${name} is not declared`),
    ...missing.map((name) => `${at}.${name} is missing`),
    ...Object.keys(value).filter((n) => n in schema.properties).flatMap((n) => faults(schema.properties[n], value[n], `${at}.${n}`)),
  ];
}

/** Throws when the answer of an API route is not what its row declares. Answers of other addresses pass. */
export function checkAnswer(method, path, status, body) {
  const bare = path.split('?')[0];
  if (!bare.startsWith('/api/') || bare === '/api/health') return;
  const operation = routes.find((r) => r.pattern.test(bare))?.methods[method.toLowerCase()];
  const declared = operation?.responses[status] ?? { content: { 'application/json': { schema: { $ref: '#/components/schemas/error' } } } };
  if (status < 300 && !operation) throw new Error(`${method} ${bare} answered ${status}, yet no row declares it`);
  const json = declared.content['application/json'];
  if (!json) return; // a page or a file
  const found = faults(json.schema, body, 'answer');
  if (found.length > 0) throw new Error(`${method} ${bare} → ${status}: ${found.join('; ')}`);
}
