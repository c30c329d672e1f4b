// Puts a .br and a .gz beside every file of the built client that gets smaller by it. usage: node compress.mjs FOLDER
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const COMPRESSES = /\.(css|html|js|json|svg|webmanifest)$/;

function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function compress(path) {
  const plain = readFileSync(path);
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } };
  for (const [ending, packed] of [['.br', brotliCompressSync(plain, options)], ['.gz', gzipSync(plain, { level: 9 })]]) {
    if (packed.length < plain.length) {
      writeFileSync(path + ending, packed);
    }
  }
}

filesBelow(process.argv[2]).filter((path) => COMPRESSES.test(path)).forEach(compress);
