import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const published = (name: string) => readFileSync(new URL(`../../public/${name}`, import.meta.url));
const manifest = JSON.parse(published('manifest.webmanifest').toString()) as {
  start_url: string;
  scope: string;
  display: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
};

test('the app can be installed: its icons are there, of the size and kind that are told', () => {
  for (const { src, sizes, type } of manifest.icons) {
    const bytes = published(src.slice(1));
    if (type === 'image/svg+xml') expect(bytes.toString()).toMatch(/^<svg /);
    // The width and height of a PNG stand in its first chunk.
    else expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
  }
});

test('a launcher finds a large icon, and one that it may crop', () => {
  const large = manifest.icons.filter(({ sizes }) => sizes === '512x512');

  expect(large.map(({ purpose = 'any' }) => purpose).sort()).toEqual(['any', 'maskable']);
  expect(manifest).toMatchObject({ start_url: '/', scope: '/', display: 'standalone' });
});
