import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, launch, openPage, PHONE, shoot } from '../browser';
import type { FakeApi } from '../fixtures/fake-api';
import { comparison, draft, officeApi, owner, rating } from '../fixtures/office';

let browser: Browser;
let api: FakeApi;
let url: string;

beforeAll(async () => {
  browser = await launch();
  api = officeApi();
  url = await api.start();
});

afterAll(async () => {
  await browser.close();
  await api.stop();
});

const SCREENS: [name: string, path: string][] = [
  ['projects', '/projects'],
  ['new', '/projects/new?kind=preference'],
  ['new-rubric', '/projects/new?kind=rubric'],
  ['overview', `/projects/${comparison.id}`],
  ['launch', `/projects/${draft.id}`],
  ['paused', `/projects/${rating.id}`],
  ['tasks', `/projects/${comparison.id}/tasks`],
  ['results', `/projects/${comparison.id}/results`],
  ['deliveries', `/projects/${comparison.id}/deliveries`],
  ['guideline', `/projects/${comparison.id}/guideline`],
  ['setup', `/projects/${comparison.id}/setup`],
  ['task', '/tasks/tsk_01kaz8f0c4e7w2m9q6t3000001'],
  ['reviews', '/reviews'],
  ['appeals', '/appeals'],
  ['money', '/money'],
  ['team', '/team'],
  ['account', '/account'],
  ['invitation', '/invitation#token=abcdefghijklmnopqrstuv'],
];

for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every screen of the office, ${size}, ${colorScheme}`, { timeout: 240_000 }, async () => {
      const { page, expectQuiet, close } = await openPage(browser, {
        viewport,
        colorScheme,
        hasTouch: size === 'phone',
      });
      const wrong: string[] = [];
      for (const [name, path] of SCREENS) {
        await page.goto(`${url}/office${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        await shoot(page, `office-${name}-${size}-${colorScheme}`, true);
        try {
          await expectAccessible(page);
          await expectNoSidewaysScroll(page);
          expectQuiet();
        } catch (thrown) {
          wrong.push(`${name}: ${(thrown as Error).message.slice(0, 1500)}`);
        }
      }
      await close();
      expect(wrong).toEqual([]);
    });
  }
}

test('the office in Chinese', { timeout: 120_000 }, async () => {
  const chinese = officeApi({ ...owner, locale: 'zh' });
  const at = await chinese.start();
  const { page, close } = await openPage(browser, { viewport: DESKTOP });
  for (const [name, path] of SCREENS.filter(([name]) => ['new', 'overview', 'reviews'].includes(name))) {
    await page.goto(`${at}/office${path}`);
    await page.locator('html[lang=zh]').waitFor({ state: 'attached' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(page);
    await shoot(page, `office-${name}-desktop-zh`);
  }
  await close();
  await chinese.stop();
});
