import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, launch, openPage, PHONE, shoot } from '../browser';
import { type FakeApi, problem } from '../fixtures/fake-api';
import { fakeApi } from '../fixtures/people';

let browser: Browser;
let api: FakeApi;
let url: string;

beforeAll(async () => {
  browser = await launch();
  api = fakeApi()
    .on('POST', '/v1/accounts', { status: 202, body: { email: 'ada@example.org', verification: 'sent' } })
    .on('POST', '/v1/accounts/verification', {})
    .on('PUT', '/v1/password-resets', {});
  url = await api.start();
});

afterAll(async () => {
  await browser.close();
  await api.stop();
});

const DOORS = {
  'sign-in': '/',
  'sign-up': '/signup',
  'sign-up-requester': '/signup?kind=requester',
  verify: '/verify',
  forgot: '/forgot',
  reset: '/reset#token=abcdefghijklmnopqrstuvwxyz',
};

describe.each(Object.entries(DOORS))('%s', (name, path) => {
  test.each([
    ['phone-light', PHONE, 'light'],
    ['phone-dark', PHONE, 'dark'],
    ['desktop-light', DESKTOP, 'light'],
    ['desktop-dark', DESKTOP, 'dark'],
  ] as const)('is accessible and holds, %s', async (size, viewport, colorScheme) => {
    const { page, close } = await openPage(browser, { viewport, colorScheme });

    await page.goto(url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();

    await shoot(page, `${name}-${size}`, true);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await close();
  });
});

test('signing up ends at the notice of the message, whose code can be entered', async () => {
  const { page, close } = await openPage(browser);
  await page.goto(`${url}/signup`);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password').fill('a long sentence is best');
  await page.getByLabel('Country you live in').selectOption('GB');

  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor();

  expect(api.calls.find(({ path }) => path === '/v1/accounts')?.body).toEqual({
    email: 'ada@example.org',
    password: 'a long sentence is best',
    display_name: 'Ada',
    kind: 'worker',
    locale: 'en',
    time_zone: 'Europe/London',
    country: 'GB',
    languages: [{ language: 'en', level: 'native' }],
  });
  await shoot(page, 'check-mail-phone');
  await expectAccessible(page);
  await page.getByLabel('Link from the message').fill('abcdefghijklmnopqrstuvwxyz');
  await page.getByRole('button', { name: 'Confirm my address' }).click();
  await page.getByText('Your address is confirmed.').waitFor();
  await close();
});

test('a wrong field is shown at the field, in the words of the server', async () => {
  const { page, close } = await openPage(browser);
  api.on('POST', '/v1/accounts', ({ body }) =>
    (body as { password: string }).password === 'qwertyuiop'
      ? problem(422, 'invalid', 'Some values are not right', {
          errors: [
            { pointer: '/password', code: 'too_weak', detail: 'This password is in every list of leaked ones.' },
          ],
        })
      : undefined,
  );
  await page.goto(`${url}/signup`);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password').fill('qwertyuiop');

  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('Some values are not right').waitFor();

  expect(await page.getByLabel('Password').getAttribute('aria-invalid')).toBe('true');
  await shoot(page, 'sign-up-invalid-phone');
  await expectAccessible(page);
  await close();
});

test('the token of a link is used and taken out of the address', async () => {
  const { page, close } = await openPage(browser);
  await page.goto(`${url}/reset?token=abcdefghijklmnopqrstuvwxyz`);
  await page.getByLabel('New password').fill('another long sentence');
  expect(page.url()).toBe(`${url}/reset`);

  await page.getByRole('button', { name: 'Keep this password' }).click();
  await page.getByText('The new password holds.').waitFor();

  expect(api.calls.find(({ method, path }) => method === 'PUT' && path === '/v1/password-resets')?.body).toEqual({
    token: 'abcdefghijklmnopqrstuvwxyz',
    password: 'another long sentence',
  });
  await close();
});

test('the language is chosen before signing up and kept for the next visit', async () => {
  const { page, close } = await openPage(browser);
  await page.goto(`${url}/signup`);

  await page.getByLabel('Language', { exact: true }).selectOption('zh');
  await page.getByRole('heading', { name: '加入我们' }).waitFor();
  await page.reload();

  await page.getByRole('heading', { name: '加入我们' }).waitFor();
  await shoot(page, 'zh-sign-up-phone');
  await expectAccessible(page);
  await close();
});

test('the office has the same door', async () => {
  const { page, close } = await openPage(browser, { viewport: DESKTOP });

  await page.goto(`${url}/office`);
  await page.getByRole('heading', { level: 1 }).waitFor();

  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome back');
  await close();
});
