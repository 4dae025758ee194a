// Draws the PNG icons from public/icon.svg. Run by hand (`npm run icons`) after the drawing has changed.
import { readFileSync, writeFileSync } from 'node:fs';
import Chromium from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

const file = name => new URL(`../public/${name}`, import.meta.url);
const svg = readFileSync(file('icon.svg'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? (await Chromium.executablePath()),
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();

async function draw(name, size, padding, rounded) {
  const art = rounded ? svg : svg.replace('rx="15"', '');
  const style = `body{margin:0;background:${rounded ? 'transparent' : '#0e4f40'}}svg{position:absolute;inset:${padding}%;width:${100 - 2 * padding}%;height:${100 - 2 * padding}%}`;
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>${style}</style>${art}`);
  writeFileSync(file(name), await page.screenshot({ omitBackground: true }));
}

await draw('icon-192.png', 192, 0, true);
await draw('icon-512.png', 512, 0, true);
await draw('icon-180.png', 180, 0, false);
// Launchers crop maskable icons to a circle of 80 % of the width.
await draw('icon-maskable-512.png', 512, 10, false);
await browser.close();
