import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, launch, openPage, PHONE, shoot } from '../browser';
import type { FakeApi } from '../fixtures/fake-api';
import { id } from '../fixtures/people';
import { PROJECTS, workersApi } from '../fixtures/work';

let browser: Browser;
let api: FakeApi;
let url: string;

beforeAll(async () => {
  browser = await launch();
  api = workersApi();
  url = await api.start();
});

afterAll(async () => {
  await browser.close();
  await api.stop();
});

interface Screen {
  path: string;
  /** Waits until the screen stands. */
  ready: (page: Page) => Promise<unknown>;
}

const SCREENS: Record<string, Screen> = {
  feed: { path: '/', ready: page => page.getByText('Harbour Post').waitFor() },
  project: {
    path: `/projects/${PROJECTS.writing.id}`,
    ready: page => page.getByText('Changed since you last read it').waitFor(),
  },
  'work-preference': {
    path: `/work/${id('asg', 1)}`,
    ready: page => page.locator('#choice').waitFor(),
  },
  'work-writing': { path: `/work/${id('asg', 2)}`, ready: page => page.getByRole('textbox').waitFor() },
  'work-rubric': { path: `/work/${id('asg', 3)}`, ready: page => page.getByText('Clarity').waitFor() },
  'work-classification': { path: `/work/${id('asg', 4)}`, ready: page => page.getByText('A replacement').waitFor() },
  history: { path: '/history', ready: page => page.getByText('Paid, not used').waitFor() },
  verdict: {
    path: `/history/${id('asg', 20)}`,
    ready: page => page.getByText('The guideline was not followed').waitFor(),
  },
  earnings: { path: '/earnings', ready: page => page.getByText('held for the usual time').waitFor() },
  account: { path: '/account', ready: page => page.getByText('Firefox on Linux').waitFor() },
};

const LOOKS = [
  { name: 'phone-light', viewport: PHONE, hasTouch: true, colorScheme: 'light' },
  { name: 'phone-dark', viewport: PHONE, hasTouch: true, colorScheme: 'dark' },
  { name: 'desktop-light', viewport: DESKTOP, colorScheme: 'light' },
  { name: 'desktop-dark', viewport: DESKTOP, colorScheme: 'dark' },
] as const;

describe.each(Object.entries(SCREENS))('%s', (screen, { path, ready }) => {
  test.each(LOOKS)('is accessible and holds, $name', async ({ name, ...look }) => {
    const { page, close } = await openPage(browser, look);

    await page.goto(url + path);
    await ready(page);
    await page.waitForTimeout(400);

    await shoot(page, `${screen}-${name}`, true);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await close();
  });

  test('holds at 320 px with text at 200 %', async () => {
    const { page, close } = await openPage(browser, { viewport: { width: 320, height: 640 } });

    await page.goto(url + path);
    await ready(page);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    await page.waitForTimeout(200);

    await shoot(page, `${screen}-narrow-200`);
    await expectNoSidewaysScroll(page);
    await close();
  });
});

test('work that pays nothing stands in the list without a sum', async () => {
  const { page, close } = await openPage(browser);
  await page.goto(`${url}/history`);
  const line = (state: string) => page.getByRole('link').filter({ hasText: state });
  await line('Paid, not used').filter({ hasText: '$' }).waitFor();

  for (const state of ['Given back', 'Skipped', 'Time ran out', 'Rejected']) {
    const text = await line(state).innerText();
    expect(text).toContain('Not paid');
    expect(text).not.toContain('$');
  }
  await close();
});
