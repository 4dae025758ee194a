import { expect, test } from 'vitest';
import { answer, reason, received, SUBMISSION, submissions, TASK } from '../answering';
import { expectAccessible, PHONE, shoot } from '../browser';
import { problem } from '../fixtures/fake-api';
import { PROJECTS, workersApi } from '../fixtures/work';
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
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect.poll(() => submissions(api).length, { timeout: 15_000 }).toBe(1);
  await page.getByText('finished task is on this device').waitFor({ state: 'detached' });

  expect(submissions(api)).toHaveLength(1);
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

test('a session that ended elsewhere leads to the door, and the unsent draft is there after signing in', async () => {
  const { api, page, url } = visit;
  await page.goto(`${url}/work/${TASK}`);
  await answer(page);
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

  await expect.poll(() => reason(page).inputValue()).toContain('It names the cost');
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
