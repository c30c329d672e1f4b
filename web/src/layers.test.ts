/* The rules of the folder that no compiler checks: ui ← features → store → api, and the sizes of files and lines. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SRC = dirname(fileURLToPath(import.meta.url));
const LINES_MAX = 300;
const COLUMNS_MAX = 130;
/* Words and printed types have the lines they need. */
const WIDE = /\/text\/(\w+\.)?(en|ja)\.ts$|\.gen\.ts$/;
const MAY_IMPORT: Record<string, string[]> = {
  api: ['api'],
  features: ['api', 'features', 'store', 'text', 'ui'],
  store: ['api', 'store'],
  text: ['api', 'text'],
  ui: ['api', 'text', 'ui'],
};

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : /\.(ts|tsx)$/.test(name) ? [path] : [];
  });
}

const layerOf = (path: string) => relative(SRC, path).split('/')[0]!;

it('no file imports from a layer that is not below it', () => {
  const wrong = files(SRC)
    .filter((f) => layerOf(f) in MAY_IMPORT)
    .flatMap((file) => {
      const imports = [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)].map((m) => resolve(dirname(file), m[1]!));
      return imports
        .filter((i) => !MAY_IMPORT[layerOf(file)]!.includes(layerOf(i)))
        .map((i) => `${relative(SRC, file)} → ${relative(SRC, i)}`);
    });
  expect(wrong).toEqual([]);
});

it('ui and text take types only from the wire', () => {
  const wrong = files(SRC)
    .filter((f) => ['ui', 'text'].includes(layerOf(f)))
    .filter((f) => /^import (?!type)[^;]*from '[^']*\/api\//m.test(readFileSync(f, 'utf8')));
  expect(wrong).toEqual([]);
});

it('files and lines stay short', () => {
  const wrong = files(SRC).flatMap((file) => {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const wide = WIDE.test(file) ? -1 : lines.findIndex((l) => l.length > COLUMNS_MAX);
    return [
      ...(lines.length > LINES_MAX && !file.endsWith('.gen.ts') ? [`${file}: ${lines.length} lines`] : []),
      ...(wide >= 0 ? [`${file}:${wide + 1} is wide`] : []),
    ];
  });
  expect(wrong).toEqual([]);
});

it('content is never kept in the browser', () => {
  const wrong = files(SRC)
    .filter((f) => !f.endsWith('.test.ts') && !f.endsWith('text/prefs.ts'))
    .filter((f) =>
      /localStorage|sessionStorage|indexedDB|serviceWorker|caches\.|dangerouslySetInnerHTML|innerHTML/.test(
        readFileSync(f, 'utf8'),
      ),
    );
  expect(wrong).toEqual([]);
});
