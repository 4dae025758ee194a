import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
import { order } from '../order';

const url = process.env.GUILDHALL_URL?.replace(/\/$/, '') ?? '';
const email = process.env.GUILDHALL_WORKER ?? 'worker@demo.guildhall';
const password = process.env.GUILDHALL_PASSWORD ?? 'a long sentence is best';

const requesterPassword = process.env.GUILDHALL_DEMO_PASSWORD ?? password;

let browser: Browser;

beforeAll(async () => {
  if (!url) throw new Error('GUILDHALL_URL names the running server with demo data, such as http://localhost:8080.');
  browser = await launch();
});

afterAll(() => browser?.close());

async function signedIn(viewport = PHONE): Promise<Watched> {
  const watched = await openPage(browser, { viewport, hasTouch: viewport === PHONE });
  const { page } = watched;
  await page.goto(url);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Work for you' }).waitFor();
  return watched;
}

/** Answers whichever kind of task is on the bench. */
async function answer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
  const reason = 'It names what it costs, says what could go wrong, and a reader could check every step of it alone.';
  if (await page.locator('#choice').count()) {
    await page.waitForTimeout(1_000);
    const other = page.getByRole('button', { name: 'B', exact: true });
    if (await other.isVisible()) await other.click();
    await page.locator('#choice:not([disabled])').waitFor();
    await page.getByRole('radio', { name: 'A is better' }).check();
    await page.getByRole('textbox', { name: 'Why?' }).fill(reason);
  } else if (await page.locator('#label').count()) {
    await page.locator('#label input').first().check();
  } else if (await page.locator('#scores').count()) {
    for (const line of await page.locator('#scores fieldset').all()) await line.locator('input').last().check();
  } else {
    await page.locator('[data-place=response]').fill(`${reason} `.repeat(15));
  }
  const comment = page.locator('[data-place=comment]');
  if (await comment.count()) await comment.fill(reason);
}

/** Takes a task: goes on with a held one, or starts the first of the feed and agrees to its guideline when asked. */
async function takeTask(page: Page): Promise<void> {
  const held = page.getByText('Go on with your task').first();
  const first = page.locator('article a').first();
  await held.or(first).first().waitFor();
  if (await held.isVisible()) return held.click();
  await first.click();
  await page.getByRole('button', { name: /^(Start a task|I have read it, start)$/ }).click();
}

/** The server's word that the work is there: projects that judge first receive it, others accept it at once. */
function arrived(page: Page): Locator {
  return page.getByText(/^(Received|Accepted)$/);
}

describe('a worker', () => {
  test('is asked to confirm the address after signing up', async () => {
    const { page, context, expectQuiet } = await openPage(browser);
    await page.goto(`${url}/signup`);
    await page.getByLabel('Your name').fill('Grace');
    await page.getByLabel('E-mail').fill(`grace-${Date.now()}@example.org`);
    await page.getByLabel('Password').fill('three herons on the quiet canal');

    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor();

    expectQuiet();
    await context.close();
  });

  test('reads why a wrong password is refused, and the number to quote', async () => {
    const { page, context } = await openPage(browser);
    await page.goto(url);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('not the right one');

    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();

    expect(await page.getByRole('alert').locator('code').textContent()).not.toBe('');
    await expectAccessible(page);
    await context.close();
  });

  test('stays signed in through a reload without any token in web storage', async () => {
    const { page, context, expectQuiet } = await signedIn();

    await page.reload();
    await page.getByRole('heading', { name: 'Work for you' }).waitFor();

    expect(await page.evaluate(() => Object.keys(localStorage).filter(key => key !== 'guildhall.look'))).toEqual([]);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expectQuiet();
    await context.close();
  });

  test('two tabs that wake up together both stay signed in', async () => {
    const { page, context } = await signedIn();
    const other = await context.newPage();
    await other.goto(url);

    await Promise.all([page.reload(), other.reload()]);

    await page.getByRole('heading', { name: 'Work for you' }).waitFor();
    await other.getByRole('heading', { name: 'Work for you' }).waitFor();
    await context.close();
  });

  for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    test(`takes a task, does it and finds it among the work sent, ${size}`, async () => {
      const { page, context, expectQuiet } = await signedIn(viewport);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await shoot(page, `journey-feed-${size}`);

      await takeTask(page);
      await answer(page);
      await shoot(page, `journey-work-${size}`);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await arrived(page).waitFor();
      await page.getByRole('link', { name: 'See what I sent' }).click();
      await page.getByRole('heading', { name: 'What you sent' }).waitFor();

      await shoot(page, `journey-sent-${size}`);
      await expectAccessible(page);
      expectQuiet();
      await context.close();
    });
  }

  test('sees new work without asking for it', async () => {
    const { page, close } = await signedIn();
    // The first look at the feed is done, and the next one by itself is half a minute away.
    await page.locator('article').or(page.getByText('No work for you just now')).first().waitFor();
    await page.waitForTimeout(1_000);

    const name = await order(url, requesterPassword);

    await page.getByText(name).first().waitFor({ timeout: 10_000 });
    await shoot(page, 'journey-new-work');
    await close();
  });

  test('keeps a draft through a reload', async () => {
    const { page, context } = await signedIn();
    await takeTask(page);
    await answer(page);
    const box = page.locator('textarea').last();
    const written = await box.inputValue();
    await page.waitForTimeout(1_000);

    await page.reload();
    await box.waitFor();

    expect(written).not.toBe('');
    expect(await box.inputValue()).toBe(written);
    await context.close();
  });

  test('finishes a task without a network, and the server has it once the network is back', async () => {
    const { page, context } = await signedIn();
    await takeTask(page);
    await answer(page);
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('On this device', { exact: true }).waitFor();

    await context.setOffline(false);

    await arrived(page).waitFor({ timeout: 70_000 });
    await context.close();
  });

  test('sees each sum in its column, and the work behind it', async () => {
    const { page, context, expectQuiet } = await signedIn(DESKTOP);

    await page.getByRole('link', { name: 'Earnings' }).click();
    await page.getByRole('heading', { name: 'All lines' }).waitFor();
    await page.locator('section li a').first().click();
    await page.getByRole('heading', { name: 'What was given' }).waitFor();

    expectQuiet();
    await context.close();
  });

  test('signs another device out', async () => {
    const { page, context } = await signedIn();
    const other = await signedIn(DESKTOP);
    await page.getByRole('link', { name: 'Account' }).click();
    const button = page
      .getByRole('button', { name: /^Sign out .+/ })
      .and(page.locator(':not(:text("everywhere"))'))
      .first();
    await button.waitFor();

    await button.click();
    await page.getByText('That device is signed out.').waitFor();

    await context.close();
    await other.context.close();
  });

  test('leaves the addresses of the server to the server', async () => {
    const { page, context } = await openPage(browser, { viewport: PHONE });
    await page.goto(url);
    await page.evaluate(() => navigator.serviceWorker.ready);

    await page.goto(`${url}/demo/mailbox`);
    await page.getByRole('heading', { name: 'Mailbox' }).waitFor();

    await context.close();
  });

  test('gets pages that allow no inline code', async () => {
    for (const path of ['/', '/office']) {
      const policy = (await fetch(url + path)).headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
    }
  });
});
