import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
  DESKTOP,
  expectAccessible,
  expectNoSidewaysScroll,
  launch,
  openPage,
  PHONE,
  shoot,
  type Watched,
} from '../browser';
import { type FakeApi, problem } from '../fixtures/fake-api';
import { id, worker } from '../fixtures/people';
import { claimed, PROJECTS, workersApi } from '../fixtures/work';

let browser: Browser;
let api: FakeApi;
let url: string;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser.close());

beforeEach(async () => {
  api = workersApi();
  url = await api.start();
  watched = await openPage(browser, { viewport: PHONE, hasTouch: true });
  page = watched.page;
});

afterEach(async () => {
  await watched.context.close();
  await api.stop();
});

const TASK = id('asg', 1);
const submissionPath = `/v1/assignments/${TASK}/submission`;
const received = () => {
  const { lease: _, ...rest } = claimed('preference', { state: 'submitted' });
  return { status: 201, body: rest };
};
const submissions = () => api.calls.filter(({ method, path }) => method === 'POST' && path === submissionPath);

/** Reads both sides, votes and says why. */
async function answer(): Promise<void> {
  // A side counts once it was in view for most of a second.
  await page.getByText('Closing the street').waitFor();
  await page.waitForTimeout(900);
  await page.getByRole('button', { name: 'B', exact: true }).click();
  await page.getByRole('radio', { name: 'A is better' }).check();
  await page
    .getByRole('textbox', { name: 'Why?' })
    .fill('It names the cost, and a trial that would settle the question.');
}

test('a claim sends one claim id and opens the task', async () => {
  await page.goto(url);

  await page.getByRole('button', { name: 'Start the best one' }).click();
  await page.getByRole('heading', { name: PROJECTS.preference.name }).waitFor();

  const claims = api.calls.filter(({ path }) => path === '/v1/claims');
  expect(claims).toHaveLength(1);
  expect(claims[0]?.body).toMatchObject({ claim_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/) });
  watched.expectQuiet();
});

test('a claim whose answer was lost is repeated under the same id', async () => {
  let lost = true;
  api.on('POST', '/v1/claims', () => (lost ? problem(503, 'unavailable', 'Come back in a moment') : undefined));
  await page.goto(url);
  await page.getByRole('button', { name: 'Start the best one' }).click();
  await page.getByText('Come back in a moment').waitFor();
  await shoot(page, 'claim-problem-phone');
  await expectAccessible(page);
  lost = false;

  await page.getByRole('button', { name: 'Try again' }).click();

  const ids = () =>
    api.calls.filter(({ path }) => path === '/v1/claims').map(({ body }) => (body as { claim_id: string }).claim_id);
  // The card on the page before has the same heading, so the call itself is what to wait for.
  await vi.waitFor(() => expect(ids()).toHaveLength(2), { timeout: 10_000 });
  await page.getByRole('heading', { name: PROJECTS.preference.name }).waitFor();
  expect(new Set(ids()).size).toBe(1);
});

test('the vote waits until both sides were on screen, and a swipe shows the other side', async () => {
  await page.goto(`${url}/work/${TASK}`);
  const vote = page.getByRole('radio', { name: 'B is better' });
  await vote.waitFor();
  await page.waitForTimeout(1_200);
  expect(await vote.isDisabled()).toBe(true);

  await page.getByText('Closing the street').evaluate(element => {
    const at = (clientX: number) => new Touch({ identifier: 1, target: element, clientX, clientY: 300 });
    element.dispatchEvent(
      new TouchEvent('touchstart', { bubbles: true, touches: [at(300)], changedTouches: [at(300)] }),
    );
    element.dispatchEvent(new TouchEvent('touchend', { bubbles: true, touches: [], changedTouches: [at(120)] }));
  });
  await page.getByText('Cars are bad').waitFor({ state: 'visible' });
  await page.waitForTimeout(1_200);

  expect(await vote.isDisabled()).toBe(false);
  watched.expectQuiet();
});

test('sending an unfinished answer says what is missing and goes there', async () => {
  await page.goto(`${url}/work/${TASK}`);
  await answer();
  await page.getByRole('textbox', { name: 'Why?' }).fill('Too short');

  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('6 more words are needed.').waitFor();

  expect(submissions()).toHaveLength(0);
  expect(
    await page.getByRole('textbox', { name: 'Why?' }).evaluate(element => element === document.activeElement),
  ).toBe(true);
  await shoot(page, 'faults-phone');
  await expectAccessible(page);
});

test('finished work is received, and the next task is one press away', async () => {
  api.on('POST', submissionPath, received);
  await page.goto(`${url}/work/${TASK}`);
  await answer();

  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Received', { exact: true }).waitFor();

  expect(submissions().map(({ body }) => body)).toEqual([
    {
      submission_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      fence: 1,
      output: { choice: 'a', reason: 'It names the cost, and a trial that would settle the question.' },
      active_seconds: expect.any(Number),
    },
  ]);
  await shoot(page, 'received-phone');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next task' }).waitFor();
  watched.expectQuiet();
});

test('work finished without a network is kept through a reload and sent once under one id', async () => {
  api.on('POST', submissionPath, received);
  await page.goto(`${url}/work/${TASK}`);
  await answer();
  api.dead = true;
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('On this device', { exact: true }).waitFor();
  await shoot(page, 'on-this-device-phone');

  await page.goto(`${url}/history`);
  await page.getByText(`${PROJECTS.preference.name} · on this device`).waitFor();
  await shoot(page, 'away-phone');
  await expectAccessible(page);
  api.dead = false;
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect.poll(() => submissions().length, { timeout: 15_000 }).toBe(1);
  await page.getByText('finished task is on this device').waitFor({ state: 'detached' });

  expect(submissions()).toHaveLength(1);
});

test('text typed just before a reload is still there', async () => {
  await page.goto(`${url}/work/${TASK}`);
  await answer();
  await page.waitForTimeout(900);

  await page.reload();

  expect(await page.getByRole('textbox', { name: 'Why?' }).inputValue()).toContain('It names the cost');
  expect(await page.getByRole('radio', { name: 'A is better' }).isChecked()).toBe(true);
});

test('the last minutes warn, and one press gives more time', async () => {
  const soon = (minutes: number, left: number) =>
    claimed('preference', {
      claimed_at: new Date(Date.now() - 20 * 60_000).toISOString(),
      lease: {
        started_at: new Date(Date.now() - 20 * 60_000).toISOString(),
        expires_at: new Date(Date.now() + minutes * 60_000).toISOString(),
        grace_until: new Date(Date.now() + (minutes + 10) * 60_000).toISOString(),
        extensions_left: left,
      },
      server_time: new Date().toISOString(),
    });
  api
    .on('GET', `/v1/assignments/${TASK}`, () => ({ body: soon(1.5, 2) }))
    .on('POST', `/v1/assignments/${TASK}/extension`, () => ({ body: soon(20, 1) }));
  await page.goto(`${url}/work/${TASK}`);
  await page.getByText('Less than two minutes are left.').waitFor();
  await shoot(page, 'lease-soon-phone');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Give me half as much time again' }).click();
  await page.getByText('Less than two minutes are left.').waitFor({ state: 'detached' });

  const extension = api.calls.find(({ path }) => path.endsWith('/extension'));
  expect(extension?.body).toEqual({ fence: 1, extension: 1 });
});

test('a clock that is a day wrong does not end a lease', async () => {
  const ahead = (minutes: number) => new Date(Date.now() + 86_400_000 + minutes * 60_000).toISOString();
  api.on('GET', `/v1/assignments/${TASK}`, () => ({
    body: claimed('preference', {
      claimed_at: ahead(-5),
      lease: { started_at: ahead(-5), expires_at: ahead(25), grace_until: ahead(35), extensions_left: 2 },
      server_time: ahead(0),
    }),
  }));

  await page.goto(`${url}/work/${TASK}`);

  await page.getByText(/^2[45]:\d\d$/).waitFor();
});

test('a draft from another device is offered and not overwritten', async () => {
  const theirs = {
    revision: 4,
    saved_at: new Date().toISOString(),
    output: { choice: 'b', reason: 'Written on the train.' },
  };
  api.on('PUT', `/v1/assignments/${TASK}/draft`, () =>
    problem(409, 'draft_conflict', 'There is a newer draft', { current: theirs }),
  );
  await page.goto(`${url}/work/${TASK}`);
  await answer();
  await page.getByRole('heading', { name: 'You wrote on two devices' }).waitFor({ timeout: 15_000 });
  await shoot(page, 'draft-conflict-phone');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Take the other one' }).click();

  await expect.poll(() => page.getByRole('textbox', { name: 'Why?' }).inputValue()).toBe('Written on the train.');
});

test('a task can be skipped with a reason', async () => {
  api.on('POST', `/v1/assignments/${TASK}/skip`, () => ({ body: claimed('preference', { state: 'skipped' }) }));
  await page.goto(`${url}/work/${TASK}`);
  await page.getByRole('button', { name: 'Cannot be done as asked' }).click();
  await page.getByRole('heading', { name: 'What is wrong with this task?' }).waitFor();
  await shoot(page, 'skip-phone');
  await expectAccessible(page);
  expect(await page.getByRole('button', { name: 'Skip it' }).isDisabled()).toBe(true);

  await page.getByRole('radio', { name: 'What it shows is broken or empty' }).check();
  await page.getByRole('button', { name: 'Skip it' }).click();
  await page.getByRole('heading', { name: 'Work for you' }).waitFor();

  expect(api.calls.find(({ path }) => path.endsWith('/skip'))?.body).toEqual({
    fence: 1,
    reason: 'broken_input',
  });
});

test('a task whose time ran out is taken up again with its draft', async () => {
  const { lease, ...held } = claimed('preference', {
    draft: {
      revision: 2,
      saved_at: new Date().toISOString(),
      output: { choice: 'a', reason: 'Half a thought.' } as never,
    },
  });
  let state: object = { ...held, state: 'expired', fence: 2 };
  api
    .on('GET', `/v1/assignments/${TASK}`, () => ({ body: state }))
    .on('POST', `/v1/assignments/${TASK}/reopening`, () => {
      state = { ...held, lease, fence: 3 };
      return { body: state };
    });
  await page.goto(`${url}/work/${TASK}`);
  await page.getByText('As long as nobody else has it').waitFor();
  await shoot(page, 'expired-phone');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Take it up again' }).click();

  await expect.poll(() => page.getByRole('textbox', { name: 'Why?' }).inputValue()).toBe('Half a thought.');
  expect(api.calls.find(({ path }) => path.endsWith('/reopening'))?.body).toEqual({ fence: 2 });
});

test('an empty feed says why, and what would unlock work', async () => {
  api.on('GET', '/v1/feed', () => ({
    body: {
      cards: [],
      server_time: new Date().toISOString(),
      empty: {
        code: 'languages',
        text: 'Four projects wait, but all of them ask for a language you have not named.',
        unlock: [
          {
            project_title: 'Translate recipes',
            missing: ['German, fluent'],
            pay_per_hour: { amount: '22', currency: 'EUR' },
          },
        ],
      },
    },
  }));

  await page.goto(url);
  await page.getByText('What would unlock work').waitFor();

  await shoot(page, 'feed-empty-phone');
  await expectAccessible(page);
  watched.expectQuiet();
});

test('a problem shows the words of the server and the number to quote', async () => {
  api.on('GET', '/v1/me/balance', () =>
    problem(403, 'forbidden', 'This is not open to you', { detail: 'Finish the identity check first.' }),
  );

  await page.goto(`${url}/earnings`);
  await page.getByText('Finish the identity check first.').waitFor();

  await page.getByText('01kaz8f0c4e7w2m9q6t3').waitFor();
  await shoot(page, 'problem-phone');
  await expectAccessible(page);
});

test('text of other people cannot run, link or draw anything', async () => {
  const evil =
    '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>[x](javascript:alert(1)) <a href="https://a.example" onclick="window.pwned=1">y</a> ![z](https://a.example/t.png) <form id=app><input name=attributes></form> <b style="position:fixed">**bold**</b>';
  api.on('GET', `/v1/assignments/${TASK}`, () => ({
    body: claimed('preference', {
      task: {
        id: id('tsk', 1),
        input: { title: evil, prompt: evil, a: evil, b: evil } as unknown as Record<string, never>,
      },
    }),
  }));

  await page.goto(`${url}/work/${TASK}`);
  await page.locator('strong', { hasText: 'bold' }).first().waitFor();

  expect(await page.evaluate(() => (window as { pwned?: number }).pwned)).toBeUndefined();
  expect(
    await page
      .locator('main img, section img, section form, section script, section [style], a[href^="javascript"]')
      .count(),
  ).toBe(0);
  expect(await page.locator('section a').first().getAttribute('rel')).toContain('noopener');
  watched.expectQuiet();
});

test('no token and nothing personal is in web storage', async () => {
  await page.goto(url);
  await page.getByText('Harbour Post').waitFor();

  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

  expect(stored).not.toMatch(/fixture|ada@|Ada|acc_/);
});

test('signing out wipes what the device kept of the account', async () => {
  await page.goto(`${url}/work/${TASK}`);
  await answer();
  await page.waitForTimeout(900);
  await page.goto(`${url}/account`);

  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();

  const left = await page.evaluate(
    () =>
      new Promise<number>(resolve => {
        const open = indexedDB.open('guildhall');
        open.onsuccess = () => {
          const names = [...open.result.objectStoreNames];
          const transaction = open.result.transaction(names);
          let count = 0;
          for (const name of names) {
            const request = transaction.objectStore(name).count();
            request.onsuccess = () => {
              count += request.result;
            };
          }
          transaction.oncomplete = () => resolve(count);
        };
      }),
  );
  expect(left).toBe(0);
});

test('a session that ended elsewhere leads to the door, and the unsent draft is there after signing in', async () => {
  await page.goto(`${url}/work/${TASK}`);
  await answer();
  await page.waitForTimeout(900);
  let ended = true;
  const refuse = () => (ended ? problem(401, 'session_ended', 'Please sign in') : undefined);
  api
    .on('GET', '/v1/feed', refuse)
    .on('POST', '/v1/sessions/refresh', refuse)
    .on('PUT', '/v1/assignments/{id}/draft', refuse);

  await page.getByRole('link', { name: 'Back to the feed' }).click();
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  ended = false;
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password').fill('a long sentence is best');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Work for you' }).waitFor();
  await page.goto(`${url}/work/${TASK}`);

  await expect.poll(() => page.getByRole('textbox', { name: 'Why?' }).inputValue()).toContain('It names the cost');
});

test('every screen speaks Chinese', async () => {
  api.on('GET', '/v1/me', { body: { ...worker, locale: 'zh' }, headers: { ETag: '"1"' } });
  for (const [name, path] of Object.entries({
    feed: '/',
    work: `/work/${TASK}`,
    history: '/history',
    earnings: '/earnings',
    account: '/account',
  })) {
    await page.goto(url + path);
    await page.waitForTimeout(700);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh');
    await shoot(page, `zh-${name}-phone`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
  await page.setViewportSize(DESKTOP);
  await page.goto(url);
  await page.waitForTimeout(700);
  await shoot(page, 'zh-feed-desktop');
  watched.expectQuiet();
});

test('the layout turns round for Arabic', async () => {
  api.on('GET', '/v1/me', { body: { ...worker, locale: 'ar' }, headers: { ETag: '"1"' } });
  for (const [name, path] of Object.entries({ feed: '/', work: `/work/${TASK}`, earnings: '/earnings' })) {
    await page.goto(url + path);
    await page.waitForTimeout(700);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await shoot(page, `ar-${name}-phone`);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
  await page.setViewportSize(DESKTOP);
  await page.goto(url);
  await page.waitForTimeout(700);
  await shoot(page, 'ar-feed-desktop');
});

test('the pseudo-locale leaves no plain English of ours on the feed', async () => {
  api.on('GET', '/v1/me', { body: { ...worker, locale: 'pseudo' }, headers: { ETag: '"1"' } });
  await page.goto(url);
  await page.getByText('Harbour Post').waitFor();

  const plain = await page.locator('nav a, h1, main button').allInnerTexts();

  for (const text of plain.filter(one => /[a-z]{4}/i.test(one))) expect(text).toMatch(/[^\u0020-\u007e\n]/);
  await shoot(page, 'pseudo-feed-phone');
});

test('the shell starts without a network once it was visited', async () => {
  await page.goto(url);
  await page.getByText('Harbour Post').waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`${url}/work/${TASK}`);
  await page.getByRole('textbox', { name: 'Why?' }).waitFor();
  api.dead = true;
  await watched.context.setOffline(true);

  await page.reload();
  await page.getByRole('textbox', { name: 'Why?' }).waitFor();
  await page.goto(url);
  await page.getByText('Go on with your task').waitFor();

  await shoot(page, 'offline-feed-phone');
});
