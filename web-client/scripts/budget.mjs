// Prints what the first route of each entry weighs, and fails when the worker's shell passes its budget.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const root = new URL('../dist', import.meta.url).pathname;
const kB = bytes => (bytes / 1000).toFixed(1).padStart(7);
const weigh = path => brotliCompressSync(readFileSync(join(root, path))).length;

/** Every script that an entry loads before it can draw, following static imports. */
function shell(html) {
  const page = readFileSync(join(root, html), 'utf8');
  const found = new Set();
  const visit = path => {
    if (found.has(path)) return;
    found.add(path);
    const code = readFileSync(join(root, path), 'utf8');
    for (const [, from] of code.matchAll(
      /(?:^|[;}\s])(?:import|export)\s*(?:[^"'();]*?from\s*)?["'](\.{1,2}\/[^"']+\.js)["']/g,
    )) {
      visit(posix.join(posix.dirname(path), from));
    }
  };
  for (const [, src] of page.matchAll(/<script[^>]+src="\/([^"]+)"/g)) visit(src);
  const styles = [...page.matchAll(/<link[^>]+href="\/([^"]+\.css)"/g)].map(found => found[1]);
  return { scripts: [...found], styles };
}

const limits = { 'index.html': { js: 60_000, css: 12_000, html: 5_000 } };
let over = false;
for (const html of ['index.html', 'office.html']) {
  const { scripts, styles } = shell(html);
  const size = {
    js: scripts.reduce((sum, path) => sum + weigh(path), 0),
    css: styles.reduce((sum, path) => sum + weigh(path), 0),
    html: weigh(html),
  };
  for (const [what, bytes] of Object.entries(size)) {
    const limit = limits[html]?.[what];
    const bad = limit !== undefined && bytes > limit;
    over ||= bad;
    console.log(
      `${html.padEnd(12)} ${what.padEnd(5)} ${kB(bytes)} kB brotli${limit ? ` of ${kB(limit)}` : ''}${bad ? '  OVER' : ''}`,
    );
  }
}
for (const path of readdirSync(join(root, 'assets'), { recursive: true })
  .filter(name => /\.js$/.test(name))
  .sort()) {
  console.log(`  ${kB(weigh(join('assets', path)))}  ${path}`);
}
if (over) {
  console.error('The worker shell is over its budget.');
  process.exit(1);
}
