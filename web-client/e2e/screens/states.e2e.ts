import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { TASK } from '../answering';
import { expectAccessible, expectNoSidewaysScroll, PHONE, shoot } from '../browser';
import { type FakeApi, problem } from '../fixtures/fake-api';
import { comparison, officeApi } from '../fixtures/office';
import { id } from '../fixtures/people';
import { PROJECTS, workersApi } from '../fixtures/work';
import { visitEach } from '../visit';

/** One screen: where it is, the answer it stands on, a word that is there when it stands, and what it says when empty. */
interface Screen {
  path: string;
  call: string;
  ready: string;
  empty?: { body: object; text: string };
}

const none = { data: [] };

const WORKER: Record<string, Screen> = {
  feed: { path: '/', call: '/v1/feed', ready: 'Harbour Post' },
  project: {
    path: `/projects/${PROJECTS.writing.id}`,
    call: `/v1/feed/${PROJECTS.writing.id}`,
    ready: 'Changed since you last read it',
  },
  work: { path: `/work/${TASK}`, call: `/v1/assignments/${TASK}`, ready: 'Closing the street' },
  history: {
    path: '/history',
    call: '/v1/assignments',
    ready: 'Paid, not used',
    empty: { body: none, text: 'Each task you take stands here' },
  },
  verdict: {
    path: `/history/${id('asg', 20)}`,
    call: `/v1/assignments/${id('asg', 20)}`,
    ready: 'The guideline was not followed',
  },
  earnings: {
    path: '/earnings',
    call: '/v1/me/earnings',
    ready: 'held for the usual time',
    empty: { body: none, text: 'No money here yet' },
  },
  account: { path: '/account', call: '/v1/sessions', ready: 'Firefox on Linux' },
};

const project = `/v1/projects/${comparison.id}`;
const OFFICE: Record<string, Screen> = {
  projects: {
    path: '/office/projects',
    call: '/v1/projects',
    ready: 'Is this review positive?',
    empty: { body: none, text: 'What would you like to have made?' },
  },
  project: { path: `/office/projects/${comparison.id}`, call: project, ready: 'Answers given' },
  progress: { path: `/office/projects/${comparison.id}`, call: `${project}/progress`, ready: 'Answers given' },
  tasks: {
    path: `/office/projects/${comparison.id}/tasks`,
    call: `${project}/tasks`,
    ready: 'arg-1003',
    empty: { body: none, text: 'No tasks here' },
  },
  results: {
    path: `/office/projects/${comparison.id}/results`,
    call: `${project}/results`,
    ready: 'arg-1003',
    empty: { body: none, text: 'No results yet' },
  },
  deliveries: {
    path: `/office/projects/${comparison.id}/deliveries`,
    call: `${project}/deliveries`,
    ready: 'After the second version',
    empty: { body: none, text: 'No delivery yet' },
  },
  guideline: {
    path: `/office/projects/${comparison.id}/guideline`,
    call: `${project}/guidelines`,
    ready: 'Length does not count',
  },
  task: { path: `/office/tasks/${id('tsk', 1)}`, call: `/v1/tasks/${id('tsk', 1)}`, ready: 'Marten' },
  reviews: {
    path: '/office/reviews',
    call: '/v1/reviews',
    ready: 'The answer',
    empty: { body: { ...none, waiting: 0 }, text: 'Everything is judged' },
  },
  appeals: {
    path: '/office/appeals',
    call: '/v1/appeals',
    ready: 'The worker says',
    empty: { body: none, text: 'No open appeals' },
  },
  money: {
    path: '/office/money',
    call: `/v1/organisations/${id('org', 1)}/wallet`,
    ready: 'Free for the next launch',
  },
  team: {
    path: '/office/team',
    call: `/v1/organisations/${id('org', 1)}/members`,
    ready: 'kai.lindstrom@example.org',
  },
};

describe.each([
  ['worker', WORKER, workersApi],
  ['office', OFFICE, () => officeApi()],
] as [string, Record<string, Screen>, () => FakeApi][])('the %s', (entry, screens, makeApi) => {
  const visit = visitEach(makeApi, { viewport: PHONE, hasTouch: true });

  test('a screen whose answer failed says so and stands after trying again', { timeout: 180_000 }, async () => {
    const { api, page, url } = visit;
    for (const [name, { path, call, ready }] of Object.entries(screens)) {
      let broken = true;
      api.on('GET', call, () => (broken ? problem(503, 'unavailable', 'Come back in a moment') : undefined));
      await page.goto(url + path);
      const again = page.getByRole('button', { name: 'Try again' }).first();
      await again.waitFor();
      await shoot(page, `${entry}-${name}-failed-phone`);
      broken = false;

      await again.click();
      await page.getByText(ready).first().waitFor();
    }
  });

  test('a screen with nothing on it says why', { timeout: 120_000 }, async () => {
    const { api, page, url } = visit;
    for (const [name, { path, call, empty }] of Object.entries(screens)) {
      if (!empty) continue;
      api.on('GET', call, { body: empty.body });
      await page.goto(url + path);
      await page.getByText(empty.text).first().waitFor();

      await shoot(page, `${entry}-${name}-empty-phone`);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  });

  test('what is under way has its place already, so that nothing jumps', { timeout: 120_000 }, async () => {
    const { api, page, url } = visit;
    await page.addInitScript(measureShifts);
    api.delay = 500;
    const shifts: Record<string, number> = {};
    for (const [name, { path, ready }] of Object.entries(screens)) {
      await page.goto(url + path);
      await page.getByText(ready).first().waitFor();
      await page.waitForTimeout(300);
      shifts[name] = await shifted(page);
    }
    expect(Object.entries(shifts).filter(([, shift]) => shift >= 0.1)).toEqual([]);
  });

  test('holds when magnified to 200 %', { timeout: 120_000 }, async () => {
    const { page, url } = visit;
    await page.setViewportSize({ width: PHONE.width / 2, height: PHONE.height / 2 });
    for (const [name, { path, ready }] of Object.entries(screens)) {
      await page.goto(url + path);
      await page.getByText(ready).first().waitFor();

      await shoot(page, `${entry}-${name}-magnified`);
      await expectNoSidewaysScroll(page);
    }
  });
});

/** Runs in the page: adds up what moved without anybody having touched anything. */
function measureShifts(): void {
  const page = window as unknown as { shifts: number };
  page.shifts = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) {
      if (!entry.hadRecentInput) page.shifts += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

function shifted(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { shifts: number }).shifts);
}
