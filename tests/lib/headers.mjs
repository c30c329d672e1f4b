// What must stand on every answer of the server, whatever it answers. Every answer that a test's client sees is held against this.
const always = {
  'content-security-policy': /^default-src 'none';.*frame-ancestors 'none'$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\).*microphone=\(\)/,
  'referrer-policy': /^no-referrer$/,
  'strict-transport-security': /^max-age=\d{8,}$/,
  'x-content-type-options': /^nosniff$/,
  'x-robots-tag': /noindex/,
};
const never = ['server', 'x-powered-by', 'access-control-allow-origin', 'access-control-allow-credentials', 'etag', 'last-modified'];

/** The one page that search engines may keep. */
const indexable = (what) => /^(GET|HEAD) \/public(\?.*)?$/.test(what);

/** The one screen that may play a film of ours. */
const plays = (what) => /^(GET|HEAD) \/training(\?.*)?$/.test(what);

/** Throws when a field that every answer needs is absent or wrong, or one that tells too much is there. */
export function checkHeaders(what, headers) {
  for (const [name, pattern] of Object.entries(always))
    if (name === 'x-robots-tag' && indexable(what) ? headers[name] !== undefined : !pattern.test(headers[name] ?? '')) throw new Error(`${what}: ${name} is ${headers[name]}`);
  const page = / \/public\b/.test(what) && headers.etag !== undefined;
  for (const name of never) if (headers[name] !== undefined && !(page && name === 'etag')) throw new Error(`${what}: ${name} does not belong there`);
  if (/unsafe-|\*/.test(headers['content-security-policy'])) throw new Error(`${what}: the content security policy is loose`);
  if (/media-src/.test(headers['content-security-policy']) !== plays(what)) throw new Error(`${what}: the content security policy and media`);
  const forEver = headers['cache-control'] === 'public, max-age=31536000, immutable';
  if (headers['cache-control'] !== (page ? 'no-cache' : 'no-store') && !forEver) throw new Error(`${what}: cache-control is ${headers['cache-control']}`);
}
