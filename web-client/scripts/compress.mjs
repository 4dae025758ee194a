// Writes a .br and a .gz beside every text file of the build, so that the server spends no CPU on them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = new URL('../dist', import.meta.url).pathname;
for (const entry of readdirSync(root, { recursive: true })) {
  if (!/\.(js|css|html|svg|webmanifest|json)$/.test(entry)) continue;
  const file = join(root, entry);
  const bytes = readFileSync(file);
  if (bytes.length < 512) continue;
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}
