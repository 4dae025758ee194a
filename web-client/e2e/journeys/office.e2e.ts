import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, launch, openPage, PHONE, shoot } from '../browser';

const url = process.env.GUILDHALL_URL?.replace(/\/$/, '') ?? '';
const password = process.env.GUILDHALL_DEMO_PASSWORD ?? process.env.GUILDHALL_PASSWORD ?? 'a long sentence is best';

/** The project of the demo that has accepted work. */
const BUSY = 'Which argument convinces more?';

let browser: Browser;

beforeAll(async () => {
  if (!url) throw new Error('GUILDHALL_URL names the running server with demo data, such as http://localhost:8080.');
  browser = await launch();
});

afterAll(() => browser?.close());

async function signIn(page: Page, email = 'requester@demo.guildhall'): Promise<void> {
  await page.goto(`${url}/office`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Office' }).waitFor();
}

const TASKS = [
  { key: 'journey-1', input: { text: 'It arrived on time and does what it says.' } },
  { key: 'journey-2', input: { txt: 'The word is misspelt.' } },
  { key: 'journey-3', input: { text: 'Broken after a day.' }, gold: { label: 'negative' } },
];

test('a requester orders from a template, mends a line, launches and sees progress', { timeout: 180_000 }, async () => {
  const { page, context, expectQuiet } = await openPage(browser, { viewport: DESKTOP });
  const name = `Journey ${Date.now()}`;
  await signIn(page);

  // Describe.
  await page.getByRole('link', { name: 'New project' }).click();
  await page.getByRole('radio', { name: 'Classification' }).check();
  await page.getByLabel('Project name').fill(name);
  await page.getByLabel('Price per submission').fill('0.08');
  await page.getByRole('button', { name: 'Save and load tasks' }).click();

  // Load, with one bad line; mend it on the page.
  await page.getByText('Drop a file here, or choose one').waitFor();
  await page.getByLabel('File of tasks').setInputFiles({
    name: 'tasks.ndjson',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from(TASKS.map(task => `${JSON.stringify(task)}\n`).join('')),
  });
  await page.getByText('Line 2', { exact: true }).waitFor();
  await expectAccessible(page);
  await shoot(page, 'journey-office-bad-line');
  await page.getByLabel('Mend line 2').fill(JSON.stringify({ key: 'journey-2', input: { text: 'Now it is right.' } }));
  await page.getByRole('button', { name: 'Load with the mended lines' }).click();
  await page.getByText('3 tasks loaded').waitFor();

  // Launch.
  await page.getByRole('link', { name: 'Look at the estimate' }).click();
  await page.getByText('Could and would').waitFor();
  if (await page.getByRole('button', { name: 'Add money' }).isVisible()) {
    await page.getByRole('button', { name: 'Add money' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Add money' }).waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: 'Launch…' }).click();
  await page.getByRole('button', { name: 'Launch now' }).click();

  // Progress, pause, resume.
  await page.getByText('0% accepted').waitFor();
  expect(await page.getByText('Live', { exact: true }).count()).toBeGreaterThan(0);
  await shoot(page, 'journey-office-live', true);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await page.getByText('The project goes on.').waitFor();
  expectQuiet();
  await context.close();
});

test('a draft that was being written is there after the tab was closed', async () => {
  const { page, context, expectQuiet } = await openPage(browser, { viewport: PHONE });
  await signIn(page);
  await page.goto(`${url}/office/projects/new?kind=writing`);
  await page.getByLabel('Project name').fill('Half a thought');
  await page.waitForTimeout(1_000);

  await page.goto(`${url}/office/projects`);
  await page.goto(`${url}/office/projects/new?kind=writing`);

  await page.getByText('This is what you wrote the last time').waitFor();
  expect(await page.getByLabel('Project name').inputValue()).toBe('Half a thought');
  expectQuiet();
  await context.close();
});

test('a reviewer judges by key, takes it back, and the verdict arrives', { timeout: 120_000 }, async () => {
  const { page, context, expectQuiet } = await openPage(browser, { viewport: DESKTOP });
  await signIn(page);
  await page.goto(`${url}/office/reviews`);
  await page.getByRole('article').waitFor();
  const first = await page.getByRole('article').textContent();

  // Keys do nothing inside a text field.
  await page.keyboard.press('x');
  await page.keyboard.press('1');
  await page.getByLabel('Words to the worker').pressSequentially('a a');
  expect(await page.getByRole('article').textContent()).toContain('Reason for: Reject');
  await page.keyboard.press('Control+Enter');
  await page.getByText('leaves in').waitFor();

  // Undo brings submission and words back.
  await page.keyboard.press('u');
  expect(await page.getByLabel('Words to the worker').inputValue()).toBe('a a');
  await page.keyboard.press('Escape');
  expect((await page.getByRole('article').textContent())?.slice(0, 80)).toBe(first?.slice(0, 80));

  const sent = page.waitForResponse(response => response.url().endsWith('/v1/verdicts'), { timeout: 30_000 });
  await page.keyboard.press('a');
  const { results } = (await (await sent).json()) as { results: { status: number }[] };
  expect(results.map(({ status }) => status)).toEqual([200]);
  await page.getByText('sent', { exact: true }).waitFor();
  await shoot(page, 'journey-office-reviewed');
  expectQuiet();
  await context.close();
});

test('a delivery is cut, built and downloaded', { timeout: 120_000 }, async () => {
  const { page, context, expectQuiet } = await openPage(browser, { viewport: DESKTOP });
  await signIn(page);
  await page.getByRole('link', { name: BUSY }).click();
  await page.getByRole('link', { name: 'Deliveries' }).click();
  await page.getByLabel('Note for the data card').fill('Cut by a journey');
  await page.getByRole('button', { name: 'Cut a delivery' }).click();
  const newest = page.getByRole('article').first();
  await newest.getByText('Cut by a journey').waitFor();
  await newest.getByRole('button', { name: /as ZIP/ }).waitFor({ timeout: 60_000 });
  await newest.locator('code').first().waitFor();

  const saved = page.waitForEvent('download');
  await newest.getByRole('button', { name: /as ZIP/ }).click();

  expect((await saved).suggestedFilename()).toMatch(/\.zip$/);
  await shoot(page, 'journey-office-delivery', true);
  expectQuiet();
  await context.close();
});

test('vendor and operator have an honest home', async () => {
  for (const email of ['vendor@demo.guildhall', 'operator@demo.guildhall']) {
    const { page, context, expectQuiet } = await openPage(browser, { viewport: DESKTOP });
    await signIn(page, email);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await shoot(page, `journey-office-home-${email.split('@')[0]}`);
    expectQuiet();
    await context.close();
  }
});

for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  test(`every screen over real data, ${size}`, { timeout: 180_000 }, async () => {
    const { page, context, expectQuiet } = await openPage(browser, { viewport });
    await signIn(page);
    await page.goto(`${url}/office/projects`);
    const project = await page.getByRole('link', { name: BUSY }).getAttribute('href');
    const sides = ['', '/tasks', '/results', '/deliveries', '/guideline', '/setup'].map(side => `${project}${side}`);
    const screens = [
      ...sides,
      ...['projects', 'projects/new', 'reviews', 'appeals', 'money', 'team', 'account'].map(at => `/office/${at}`),
    ];
    for (const screen of screens) {
      await page.goto(`${url}${screen}`);
      // A guideline may bring a first heading of its own.
      await page.locator('main header h1').waitFor();
      await page.waitForTimeout(800);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await shoot(
        page,
        `real-office-${screen
          .split('/')
          .slice(2)
          .join('-')
          .replace(/prj_\w+/, 'project')}-${size}`,
      );
      expectQuiet();
    }
    await context.close();
  });
}
