import { expect, test } from 'vitest';
import { answer, REASON, reason, received, SUBMISSION, submissions, TASK } from '../answering';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, PHONE, shoot } from '../browser';
import { problem } from '../fixtures/fake-api';
import { claimed, PROJECTS, UNPAUSED, workersApi } from '../fixtures/work';
import { visitEach } from '../visit';

const visit = visitEach(workersApi, { viewport: PHONE, hasTouch: true });

test('work finished without a network is kept through a reload and sent once under one id', async () => {
  const { api, page, url } = visit;
  api.on('POST', SUBMISSION, received);
  await page.goto(`${url}/work/${TASK}`);
  await answer(page);
  api.dead = true;
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('On this device', { exact: true }).waitFor();
  await shoot(page, 'on-this-device-phone');

  await page.goto(`${url}/history`);
  await page.getByText(`${PROJECTS.preference.name} · on this device`).waitFor();
  await shoot(page, 'away-phone');
  await expectAccessible(page);
  api.dead = false;
  // There is nothing to press where the device noticed first.
  await page
    .getByRole('button', { name: 'Try again' })
    .first()
    .click({ timeout: 5_000 })
    .catch(() => undefined);
  await expect.poll(() => submissions(api).length, { timeout: 15_000 }).toBe(1);
  await page.getByText('finished task is on this device').waitFor({ state: 'detached' });

  expect(submissions(api)).toHaveLength(1);
});

test('a server that was gone at a reload is found again without any sign from the device', async () => {
  const { api, page, url } = visit;
  const streams = () => api.calls.filter(({ path }) => path === '/v1/stream').length;
  await page.goto(`${url}/earnings`);
  await expect.poll(streams, { timeout: 15_000 }).toBeGreaterThan(0);
  api.dead = true;
  await page.reload();
  await page.getByText('No connection. Tasks you hold').waitFor();
  const before = streams();

  api.dead = false;

  await page.getByText('No connection').first().waitFor({ state: 'detached', timeout: 60_000 });
  await page.getByRole('heading', { name: 'Earnings' }).waitFor();
  expect(await page.getByText('No connection').count()).toBe(0);
  await expect.poll(streams, { timeout: 15_000 }).toBeGreaterThan(before);
});

test('text typed just before a reload is still there', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/work/${TASK}`);
  await answer(page);
  await page.waitForTimeout(900);

  await page.reload();

  expect(await reason(page).inputValue()).toContain('It names the cost');
  expect(await page.getByRole('radio', { name: 'A is better' }).isChecked()).toBe(true);
});

test('a draft from another device is offered and not overwritten', async () => {
  const { api, page, url } = visit;
  const theirs = {
    revision: 4,
    saved_at: new Date().toISOString(),
    output: { choice: 'b', reason: 'Written on the train.' },
  };
  api.on('PUT', `/v1/assignments/${TASK}/draft`, () =>
    problem(409, 'draft_conflict', 'There is a newer draft', { current: theirs }),
  );
  await page.goto(`${url}/work/${TASK}`);
  await answer(page);
  await page.getByRole('heading', { name: 'You wrote on two devices' }).waitFor({ timeout: 15_000 });
  await shoot(page, 'draft-conflict-phone');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Take the other one' }).click();

  await expect.poll(() => reason(page).inputValue()).toBe('Written on the train.');
});

test('signing out wipes what the device kept of the account', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/work/${TASK}`);
  await answer(page);
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

test('a session that ends while somebody types says that the text is kept, and goes on with it after signing in', async () => {
  const { api, page, url } = visit;
  await page.goto(`${url}/work/${TASK}`);
  await answer(page);
  let ended = true;
  const refuse = () => (ended ? problem(401, 'session_ended', 'Please sign in') : undefined);
  api.on('POST', '/v1/sessions/refresh', refuse).on('PUT', '/v1/assignments/{id}/draft', refuse);

  // The draft goes to the server every ten seconds, which is when the end is noticed.
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor({ timeout: 15_000 });
  await page.getByText('Your session has ended. What you wrote is kept on this device').waitFor();
  await shoot(page, 'session-ended-phone');
  await expectAccessible(page);
  ended = false;
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password').fill('a long sentence is best');
  await page.getByRole('button', { name: 'Sign in' }).click();

  await expect.poll(() => reason(page).inputValue()).toBe(REASON);
  expect(await page.getByRole('radio', { name: 'A is better' }).isChecked()).toBe(true);
});

test('when the time runs out under the hands, the text stays and another task is offered', async () => {
  const { api, page, url } = visit;
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  const lease = { started_at: at(-1200), expires_at: at(-600), grace_until: at(5), extensions_left: 0, ...UNPAUSED };
  api.on('GET', `/v1/assignments/${TASK}`, () => {
    const { lease: _, ...ended } = claimed('preference', { state: 'expired' });
    return { body: Date.parse(lease.grace_until) < Date.now() ? ended : claimed('preference', { lease }) };
  });
  await page.goto(`${url}/work/${TASK}`);
  await page.getByText('Time is up. You can still send for').waitFor();
  await reason(page).fill(REASON);

  await page.getByText('Time is over, and the place went back to the others.').waitFor();
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.waitForTimeout(500);

  expect(await reason(page).inputValue()).toBe(REASON);
  expect(await page.getByRole('button', { name: 'Send', exact: true }).count()).toBe(0);
  await shoot(page, 'lease-over-phone');
  await expectAccessible(page);
  api.on('POST', '/v1/claims', () => ({ status: 201, body: claimed('rubric') }));
  await page.getByRole('button', { name: 'Next task' }).click();
  await page.getByText('Would following it be safe?').waitFor();
  const drafts = api.calls.filter(({ method, path }) => method === 'PUT' && path === `/v1/assignments/${TASK}/draft`);
  expect(drafts.at(-1)?.body).toMatchObject({ output: { reason: REASON } });
});

test('who goes on without a network works at once, and the server hears of it later', async () => {
  const { api, page, url } = visit;
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  const lease = {
    started_at: at(600),
    expires_at: at(2400),
    grace_until: at(3000),
    extensions_left: 2,
    pauses: 1,
    pause_seconds_left: 0,
    paused_until: at(900),
  };
  api
    .on('GET', `/v1/assignments/${TASK}`, () => ({ body: claimed('preference', { lease }) }))
    .on('POST', `/v1/assignments/${TASK}/resume`, () => ({ body: claimed('preference') }));
  await page.goto(`${url}/work/${TASK}`);
  await page.getByRole('heading', { name: 'Paused' }).waitFor();
  api.dead = true;

  await page.getByRole('button', { name: 'Go on' }).click();
  await reason(page).fill('Written in a tunnel');
  await page.getByText(/^2[45]:\d\d$/).waitFor();
  api.dead = false;
  await page.evaluate(() => dispatchEvent(new Event('online')));

  const resumed = () => api.calls.filter(({ path }) => path.endsWith('/resume'));
  await expect.poll(() => resumed().length, { timeout: 10_000 }).toBe(1);
  expect(resumed()[0]?.body).toEqual({ fence: 1, pause: 1 });
  expect(await reason(page).inputValue()).toBe('Written in a tunnel');
});

test('a task whose time ran out under the hands is taken up again where it was', async () => {
  const { api, page, url } = visit;
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  const lease = { started_at: at(-1200), expires_at: at(-600), grace_until: at(5), extensions_left: 0, ...UNPAUSED };
  const { lease: again, ...held } = claimed('preference');
  let taken = false;
  let now: object = { ...held, lease };
  api
    .on('GET', `/v1/assignments/${TASK}`, () => ({ body: now }))
    .on('POST', `/v1/assignments/${TASK}/reopening`, () => {
      if (taken) return problem(409, 'place_taken', 'Somebody else has the place now');
      now = { ...held, lease: again, fence: 3 };
      return { body: now };
    })
    .on('POST', SUBMISSION, received);
  await page.goto(`${url}/work/${TASK}`);
  await answer(page);
  await page.getByText('Time is over, and the place went back to the others.').waitFor();
  now = { ...held, state: 'expired', fence: 2 };
  const takeUp = page.getByRole('button', { name: 'Take it up again' });
  await takeUp.waitFor();
  for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const [text, foot] = await Promise.all([reason(page).boundingBox(), page.getByRole('contentinfo').boundingBox()]);
    expect((text?.y ?? 0) + (text?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0);
    await shoot(page, `reopening-${size}`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
  taken = true;
  await takeUp.click();
  await page.getByText('Somebody else has the place now').waitFor();
  await shoot(page, 'reopening-taken-desktop');
  await expectAccessible(page);
  taken = false;

  await takeUp.click();
  await takeUp.waitFor({ state: 'detached' });
  expect(await reason(page).inputValue()).toBe(REASON);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Received', { exact: true }).waitFor();

  expect(api.calls.filter(({ path }) => path.endsWith('/reopening')).map(({ body }) => body)).toEqual([
    { fence: 2 },
    { fence: 2 },
  ]);
  expect(submissions(api).map(({ body }) => body)).toMatchObject([{ fence: 3, output: { reason: REASON } }]);
});

test('more time can be had as long as the work may be sent', async () => {
  const { api, page, url } = visit;
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const lease = { started_at: at(-30), expires_at: at(-1), grace_until: at(9), extensions_left: 1, ...UNPAUSED };
  api
    .on('GET', `/v1/assignments/${TASK}`, () => ({ body: claimed('preference', { lease }) }))
    .on('POST', `/v1/assignments/${TASK}/extension`, () => ({ body: claimed('preference') }));
  await page.goto(`${url}/work/${TASK}`);
  await page.getByText('Time is up. You can still send for').waitFor();

  await page.getByRole('button', { name: 'Give me half as much time again' }).click();

  await page.getByText('Time is up.').waitFor({ state: 'detached' });
  expect(api.calls.find(({ path }) => path.endsWith('/extension'))?.body).toEqual({ fence: 1, extension: 2 });
});

test('text that was written without a network is shown with its task after the time was over, and sent', async () => {
  const { api, page, url } = visit;
  await page.goto(`${url}/work/${TASK}`);
  await answer(page);
  api.dead = true;
  await reason(page).fill(`${REASON} Written in a tunnel.`);
  await page.waitForTimeout(900);
  await page.goto(`${url}/account`);
  const { lease: _, ...ended } = claimed('preference', { state: 'expired' });
  api.on('GET', `/v1/assignments/${TASK}`, { body: ended });
  api.dead = false;

  await page.goto(`${url}/history/${TASK}`);
  await page.getByText('Written in a tunnel.').waitFor();

  const drafts = () => api.calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/draft'));
  await expect.poll(() => JSON.stringify(drafts().at(-1)?.body)).toContain('Written in a tunnel.');
});

test('a task is written in one tab at a time, and the other tab can take it over with its text', async () => {
  const { page, url, context } = visit;
  await page.goto(`${url}/work/${TASK}`);
  await answer(page);
  await page.waitForTimeout(900);
  const second = await context.newPage();
  await second.goto(`${url}/work/${TASK}`);
  await second.getByRole('heading', { name: 'Open in another tab' }).waitFor();
  await shoot(second, 'other-tab-phone');
  await expectAccessible(second);

  await second.getByRole('button', { name: 'Work here instead' }).click();

  await expect.poll(() => reason(second).inputValue()).toBe(REASON);
  await page.getByRole('heading', { name: 'Open in another tab' }).waitFor();
  expect(await reason(page).count()).toBe(0);
});

test('a browser that keeps nothing is told so before anything is written', async () => {
  const { page, url } = visit;
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('No storage here.', 'SecurityError');
    };
  });

  await page.goto(`${url}/work/${TASK}`);
  await page.getByText('This browser does not let the page keep anything').waitFor();

  await shoot(page, 'no-storage-phone');
  await expectAccessible(page);
});

test('a new version waits to be asked for, and what was typed a moment before is still there', async () => {
  const { api, page, url } = visit;
  await page.goto(`${url}/work/${TASK}`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await answer(page);
  api.release = 'second';
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await page.getByText('A new version is here.').waitFor();
  await shoot(page, 'new-version-phone');
  await expectAccessible(page);
  await reason(page).fill(`${REASON} And more.`);

  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Reload' }).click();
  await reloaded;

  await expect.poll(() => reason(page).inputValue()).toBe(`${REASON} And more.`);
});

test('the shell starts without a network once it was visited', async () => {
  const { api, page, url, context } = visit;
  await page.goto(url);
  await page.getByText('Harbour Post').waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`${url}/work/${TASK}`);
  await reason(page).waitFor();
  api.dead = true;
  await context.setOffline(true);

  await page.reload();
  await reason(page).waitFor();
  await page.goto(url);
  await page.getByText('Go on with your task').waitFor();

  await shoot(page, 'offline-feed-phone');
});
