import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, launch, openPage, PHONE, shoot } from '../browser';
import type { FakeApi } from '../fixtures/fake-api';
import { fakeApi } from '../fixtures/people';

let browser: Browser;
let api: FakeApi;
let url: string;

beforeAll(async () => {
  browser = await launch();
  api = fakeApi();
  url = await api.start();
});

afterAll(async () => {
  await browser.close();
  await api.stop();
});

for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`sign-in is shown to a stranger, ${size}, ${colorScheme}`, async () => {
      const { page, context, expectQuiet } = await openPage(browser, { viewport, colorScheme });

      await page.goto(url);
      await page.getByRole('heading', { level: 1 }).waitFor();

      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await shoot(page, `sign-in-${size}-${colorScheme}`);
      expectQuiet();
      await context.close();
    });
  }
}

test('the office has the same door', async () => {
  const { page, context, expectQuiet } = await openPage(browser, { viewport: DESKTOP });

  await page.goto(`${url}/office`);

  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome back');
  expectQuiet();
  await context.close();
});
