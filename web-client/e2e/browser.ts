import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const require = createRequire(import.meta.url);
const output = fileURLToPath(new URL('.output/', import.meta.url));
const axeSource = require.resolve('axe-core/axe.min.js');

/** The two sizes every screen is looked at. */
export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** The Chromium that comes from npm; `CHROMIUM` names another one. */
export async function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? (await Chromium.executablePath());
  return chromium.launch({
    executablePath,
    headless: true,
    args: ARGS,
    env: { ...process.env, FONTCONFIG_FILE: fonts() },
  });
}

/** Chinese text needs a Chinese font, which a bare machine does not have. */
function fonts(): string {
  mkdirSync(join(output, 'fonts-cache'), { recursive: true });
  const chinese = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'));
  // Not read by one browser while another one's is written.
  const file = join(output, `fonts-${process.pid}.conf`);
  const families = ['sans-serif', 'system-ui'].map(
    generic =>
      `<alias><family>${generic}</family><prefer><family>Inter</family><family>Open Sans</family><family>DejaVu Sans</family><family>Noto Sans SC</family></prefer></alias>`,
  );
  const dirs = ['/usr/share/fonts', join(tmpdir(), 'fonts'), chinese].map(dir => `<dir>${dir}</dir>`);
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs.join('')}<cachedir>${join(output, 'fonts-cache')}</cachedir>${families.join('')}</fontconfig>`,
  );
  return file;
}

/** A page that fails its test on any script error and on anything the content security policy blocked. */
export interface Watched {
  page: Page;
  context: BrowserContext;
  /** Fails on errors seen so far, and forgets them. */
  expectQuiet(): void;
  /** Leaves, and fails on errors seen. */
  close(): Promise<void>;
}

export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({
    viewport: PHONE,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    ...options,
  });
  // Generous: machines that build are shared, and a slow answer is not a wrong one.
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(`script: ${error.message}`));
  page.on('console', message => {
    const text = message.text();
    // A refused or failed request is reported by the browser by itself; screens show it, tests ask for it.
    if (message.type() === 'error' && !/Failed to load resource/.test(text)) errors.push(`console: ${text}`);
  });
  const expectQuiet = () => expect(errors.splice(0)).toEqual([]);
  const close = async () => {
    await context.close();
    expectQuiet();
  };
  return { page, context, expectQuiet, close };
}

/** Saves what is on screen under `.output/<name>.png`. */
export async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  mkdirSync(output, { recursive: true });
  await page.screenshot({ path: join(output, `${name}.png`), fullPage });
}

interface Violation {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** Fails when axe finds anything against WCAG 2.2 AA, or a heading that skips a level. */
export async function expectAccessible(page: Page): Promise<void> {
  // Entry animations change colours and opacity for a moment.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .map(one => one.finished.catch(() => undefined))
        .slice(0, 50)
        .map(done => Promise.race([done, new Promise(ok => setTimeout(ok, 1_000))])),
    ),
  );
  const { readFileSync } = await import('node:fs');
  // Evaluated by the debugger, so that the page's own policy need not allow it.
  await page.evaluate(readFileSync(axeSource, 'utf8'));
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(root: Document, options: object): Promise<{ violations: Violation[] }> };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
    const rules = { 'heading-order': { enabled: true }, 'page-has-heading-one': { enabled: true } };
    return (await axe.run(document, { runOnly: { type: 'tag', values: tags }, rules })).violations;
  });
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.slice(0, 3).map(node => `${node.html} ${node.failureSummary}`),
    })),
  ).toEqual([]);
}

/** Fails when the page can be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }));
  expect(scroll).toBeLessThanOrEqual(client);
}
