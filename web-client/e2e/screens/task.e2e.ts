import { expect, test, vi } from 'vitest';
import { answer, REASON, reason, received, SUBMISSION, submissions, TASK } from '../answering';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, PHONE, shoot } from '../browser';
import { problem, type Schema } from '../fixtures/fake-api';
import { id } from '../fixtures/people';
import { claimed, GIVEN, PROJECTS, standing, UNPAUSED, workersApi } from '../fixtures/work';
import { visitEach } from '../visit';

const visit = visitEach(workersApi, { viewport: PHONE, hasTouch: true });

test('a claim sends one claim id and opens the task', async () => {
  const { api, page, url } = visit;
  await page.goto(url);

  await page.getByRole('button', { name: 'Start the best one' }).click();
  // The card on the page before has the same heading, so the address is what to wait for.
  await page.waitForURL(`**/work/${TASK}`);
  await page.getByRole('heading', { name: PROJECTS.preference.name }).waitFor();

  const claims = api.calls.filter(({ path }) => path === '/v1/claims');
  expect(claims).toHaveLength(1);
  expect(claims[0]?.body).toMatchObject({ claim_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/) });
});

test('a claim whose answer was lost is repeated under the same id', async () => {
  const { api, page, url } = visit;
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
  const { page, url } = visit;
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
});

test('sending an unfinished answer says what is missing and goes there', async () => {
  const { api, page, url } = visit;
  await page.goto(`${url}/work/${TASK}`);
  await answer(page);
  await reason(page).fill('Too short');

  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('6 more words are needed.').waitFor();

  expect(submissions(api)).toHaveLength(0);
  expect(await reason(page).evaluate(element => element === document.activeElement)).toBe(true);
  await shoot(page, 'faults-phone');
  await expectAccessible(page);
});

test('finished work is received, and the next task is one press away', async () => {
  const { api, page, url } = visit;
  api.on('POST', SUBMISSION, received);
  await page.goto(`${url}/work/${TASK}`);
  await answer(page);

  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Received', { exact: true }).waitFor();

  expect(submissions(api).map(({ body }) => body)).toEqual([
    {
      submission_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      fence: 1,
      output: { choice: 'a', reason: REASON },
      active_seconds: expect.any(Number),
    },
  ]);
  await shoot(page, 'received-phone');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next task' }).waitFor();
});

test('the last minutes warn, and one press gives more time', async () => {
  const { api, page, url } = visit;
  const soon = (minutes: number, left: number) =>
    claimed('preference', {
      claimed_at: new Date(Date.now() - 20 * 60_000).toISOString(),
      lease: {
        started_at: new Date(Date.now() - 20 * 60_000).toISOString(),
        expires_at: new Date(Date.now() + minutes * 60_000).toISOString(),
        grace_until: new Date(Date.now() + (minutes + 10) * 60_000).toISOString(),
        extensions_left: left,
        ...UNPAUSED,
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

test('the clock is stopped and goes on with one press each, and the task is covered meanwhile', async () => {
  const { api, page, url } = visit;
  const from = Date.now();
  const held = (minutes: number, more: object) => ({
    ...claimed('preference'),
    lease: {
      started_at: new Date(from - 5 * 60_000).toISOString(),
      expires_at: new Date(from + minutes * 60_000).toISOString(),
      grace_until: new Date(from + (minutes + 10) * 60_000).toISOString(),
      extensions_left: 2,
      ...UNPAUSED,
      ...more,
    },
    server_time: new Date().toISOString(),
  });
  let now = held(25, {});
  api
    .on('GET', `/v1/assignments/${TASK}`, () => ({ body: now }))
    .on('POST', `/v1/assignments/${TASK}/pause`, () => {
      now = held(40, {
        pauses: 1,
        pause_seconds_left: 0,
        paused_until: new Date(Date.now() + 15 * 60_000).toISOString(),
      });
      return { body: now };
    })
    .on('POST', `/v1/assignments/${TASK}/resume`, () => {
      now = held(25.1, { pauses: 1, pause_seconds_left: 890 });
      return { body: now };
    });
  await page.goto(`${url}/work/${TASK}`);
  await reason(page).fill('A thought that must not be lost');

  await page.getByRole('button', { name: 'Pause for up to 15 min' }).click();
  await page.getByRole('heading', { name: 'Paused' }).waitFor();
  await page.getByText(/^Your time stands still for up to 1[45]:\d\d/).waitFor();
  expect(await reason(page).isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: 'Send', exact: true }).isVisible()).toBe(false);
  await shoot(page, 'paused-phone');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go on' }).click();

  await reason(page).waitFor({ state: 'visible' });
  expect(await reason(page).inputValue()).toBe('A thought that must not be lost');
  const asked = (what: string) => api.calls.filter(({ path }) => path.endsWith(what)).map(({ body }) => body);
  expect(asked('/pause')).toEqual([{ fence: 1, pause: 1 }]);
  expect(asked('/resume')).toEqual([{ fence: 1, pause: 1 }]);
});

test('a clock that is a day wrong does not end a lease', async () => {
  const { api, page, url } = visit;
  const ahead = (minutes: number) => new Date(Date.now() + 86_400_000 + minutes * 60_000).toISOString();
  api.on('GET', `/v1/assignments/${TASK}`, () => ({
    body: claimed('preference', {
      claimed_at: ahead(-5),
      lease: {
        started_at: ahead(-5),
        expires_at: ahead(25),
        grace_until: ahead(35),
        extensions_left: 2,
        ...UNPAUSED,
      },
      server_time: ahead(0),
    }),
  }));

  await page.goto(`${url}/work/${TASK}`);

  await page.getByText(/^2[45]:\d\d$/).waitFor();
});

test('a task can be skipped with a reason', async () => {
  const { api, page, url } = visit;
  api.on('POST', `/v1/assignments/${TASK}/skip`, () => ({ body: claimed('preference', { state: 'skipped' }) }));
  await page.goto(`${url}/work/${TASK}`);
  await page.getByRole('button', { name: 'Skip' }).click();
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
  const { api, page, url } = visit;
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

test('a phone at work learns by its heartbeat that another device sent the work', async () => {
  const { api, page, url } = visit;
  await page.goto(`${url}/work/${TASK}`);
  await reason(page).waitFor();
  const { lease: _, ...sent } = claimed('preference', { state: 'submitted' });
  api.on('GET', `/v1/assignments/${TASK}`, () => ({ body: sent }));
  api.on('POST', `/v1/assignments/${TASK}/heartbeat`, () => ({
    body: { state: 'submitted', fence: 1, server_time: new Date().toISOString() },
  }));

  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

  await page.waitForURL(`**/history/${TASK}`);
  await page.getByText('In review').waitFor();
  expect(api.calls.find(({ path }) => path.endsWith('/heartbeat'))?.body).toEqual({
    fence: 1,
    active_seconds: expect.any(Number),
  });
});

test('the time of a short task is told while it is worked on, and again when it goes out of view', async () => {
  const { api, page, url } = visit;
  const told = () =>
    api.calls
      .filter(({ path }) => path.endsWith('/heartbeat'))
      .map(({ body }) => (body as Schema<'HeartbeatBody'>).active_seconds);
  await page.goto(`${url}/work/${TASK}`);
  await reason(page).fill('Half a thought.');

  await expect.poll(() => told().at(-1), { timeout: 20_000 }).toBeGreaterThanOrEqual(5);
  const before = told().length;
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });

  await expect.poll(() => told().length).toBe(before + 1);
});

test('who has to wait for the next task hears why, until when, and what ends it', async () => {
  const { api, page, url } = visit;
  const until = new Date(Date.now() + 9 * 60_000).toISOString();
  api.on('GET', '/v1/me/standing', () => ({
    body: standing({ expired: 3, expired_since_sent: 3, cooldown_until: until }),
  }));

  await page.goto(url);
  await page.getByText('Your next task waits until').waitFor();

  await page.getByText('3 tasks in a row ran out of time').waitFor();
  expect(await page.getByRole('link', { name: 'your work' }).getAttribute('href')).toBe('/history');
  expect(await page.getByRole('button', { name: 'Start the best one' }).count()).toBe(0);
  await shoot(page, 'cool-down-phone');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('the page of a project says how much of it one worker may do', async () => {
  const { api, page, url } = visit;
  api
    .on('GET', '/v1/me/standing', () => ({ body: standing({ quota: { most: 5, taken: 5 } }) }))
    .on('POST', '/v1/claims', () =>
      problem(409, 'quota_reached', 'You have had your share of this project', {
        detail: 'Each worker does at most 5 of its tasks, so that many people are heard.',
      }),
    );
  await page.goto(`${url}/projects/${PROJECTS.preference.id}`);
  await page.getByText('Each worker does at most 5 tasks of this project. You have had 5.').waitFor();

  await page.getByRole('button', { name: 'Start a task' }).click();
  await page.getByText('You have had your share of this project').waitFor();

  await shoot(page, 'quota-phone');
  await expectAccessible(page);
});

test('an empty feed says why, and what would unlock work', async () => {
  const { api, page, url } = visit;
  api.on('GET', '/v1/feed', () => ({
    body: {
      cards: [],
      server_time: new Date().toISOString(),
      empty: {
        code: 'locked',
        text: 'There is work that asks for something you do not have yet.',
        unlock: [
          {
            project_id: 'prj_01jq0000000000000000000001',
            project_title: 'Translate recipes',
            missing: [
              {
                code: 'language',
                text: 'Speaks German fluently',
                mend: 'If you speak German that well, add it to your profile.',
                met: false,
              },
            ],
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
});

test('a problem shows the words of the server and the number to quote', async () => {
  const { api, page, url } = visit;
  api.on('GET', '/v1/me/balance', () =>
    problem(403, 'forbidden', 'This is not open to you', { detail: 'Finish the identity check first.' }),
  );

  await page.goto(`${url}/earnings`);
  await page.getByText('Finish the identity check first.').waitFor();

  await page.getByText('01kaz8f0c4e7w2m9q6t3').waitFor();
  await shoot(page, 'problem-phone');
  await expectAccessible(page);
});

test('what differs between the sides is marked on request, for the eye and for the ear', async () => {
  const { api, page, url } = visit;
  const { a } = GIVEN.preference.input as { a: string };
  const b = a
    .replace('saw *more* visitors on Saturdays, not fewer', 'say that nobody stayed away')
    .replace('eight', 'nine');
  const task = { id: id('tsk', 1), input: { prompt: 'Which draft?', a, b } as unknown as Record<string, never> };
  api.on('GET', `/v1/assignments/${TASK}`, () => ({ body: claimed('preference', { task }) }));
  await page.goto(`${url}/work/${TASK}`);
  const toggle = page.getByRole('button', { name: 'Differences' });
  await toggle.waitFor();
  expect(await page.locator('mark').count()).toBe(0);

  await toggle.click();
  const marked = page.locator('mark', { hasText: 'more' });
  await marked.waitFor();

  expect(await toggle.getAttribute('aria-pressed')).toBe('true');
  expect((await marked.innerText()).replaceAll(/\s+/g, ' ')).toBe(
    '(only here: saw *more* visitors on Saturdays, not fewer )',
  );
  expect(await marked.evaluate(mark => getComputedStyle(mark).textDecorationLine)).toBe('underline');
  await shoot(page, 'differences-phone');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.setViewportSize(DESKTOP);
  await shoot(page, 'differences-desktop');
  await expectAccessible(page);
  await toggle.click();
  await marked.waitFor({ state: 'detached' });
});

test('a title that the guideline brings stands below the title of the page', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/projects/${PROJECTS.preference.id}`);

  await page.getByRole('heading', { name: 'Compare two arguments', level: 2 }).waitFor();

  expect(await page.getByRole('heading', { name: 'What counts' }).evaluate(heading => heading.tagName)).toBe('H3');
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
});

test.each([
  ['submitted', 'if it is accepted.'],
  ['accepted', 'is added to your earnings.'],
] as const)('after sending, work that is %s is said to be so', async (state, words) => {
  const { api, page, url } = visit;
  const { lease: _, ...rest } = claimed('preference', { state });
  let sent = false;
  api
    .on('POST', SUBMISSION, () => {
      sent = true;
      return { status: 201, body: rest };
    })
    .on('GET', `/v1/assignments/${TASK}`, () => (sent ? { body: rest } : undefined));
  await page.goto(`${url}/work/${TASK}`);
  await answer(page);
  await page.getByRole('button', { name: 'Send', exact: true }).click();

  await page.getByText(words).waitFor();
  await shoot(page, `sent-${state}-phone`);
});
