import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
import { type Call, signedIn } from '../script';

const url = process.env.GUILDHALL_URL?.replace(/\/$/, '') ?? '';
const password = process.env.GUILDHALL_DEMO_PASSWORD ?? process.env.GUILDHALL_PASSWORD ?? 'a long sentence is best';
/** Where the wait after a failed test is over at once. */
const patience = process.env.GUILDHALL_PATIENCE;

const TEXT = 'The moon pulls the sea. The near side follows it more.';

let browser: Browser;
let requester: Call;
let organisation: string;

beforeAll(async () => {
  if (!url) throw new Error('GUILDHALL_URL names the running server with demo data, such as http://localhost:8080.');
  if (!patience) throw new Error('GUILDHALL_PATIENCE names the address that ends the wait after a failed test.');
  browser = await launch();
  requester = await signedIn(url, 'requester@demo.guildhall', password);
  organisation = (await requester('GET', '/v1/organisations')).data[0].id;
});

afterAll(() => browser?.close());

async function qualification(name: string): Promise<string> {
  const body = { organisation_id: organisation, name, description: 'Shows that texts are read to their end.' };
  return (await requester('POST', '/v1/qualifications', body)).id;
}

async function item(tag: string, title: string, kind: string, body: object, key: object): Promise<string> {
  const draft = { organisation_id: organisation, domain: 'reading', state: 'active', difficulty: 0, tags: [tag] };
  return (await requester('POST', '/v1/items', { ...draft, title, kind, body, key })).id;
}

function choice(tag: string, prompt: string, correct: string): Promise<string> {
  const options = ['right', 'wrong', 'other'].map(id => ({ id, text: `Option ${id}` }));
  return item(tag, prompt, 'single_choice', { prompt, options }, { correct: [correct] });
}

async function publish(id: string, plan: object): Promise<void> {
  const test = await requester('POST', `/v1/qualifications/${id}/tests`, {
    introduction: 'Read each question to its end.',
    seconds: 600,
    passes: [
      { level: 2, score: 0.5 },
      { level: 4, score: 1 },
    ],
    ...plan,
  });
  await requester('POST', `/v1/tests/${test.id}/publication`);
}

const section = (key: string, tag: string, count: number) => ({ key, title: key, draws: [{ count, tags: [tag] }] });

async function signIn(address: string, email: string, viewport = PHONE): Promise<Watched> {
  const watched = await openPage(browser, { viewport, hasTouch: viewport === PHONE });
  const { page } = watched;
  await page.goto(url + address);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').first().waitFor();
  return watched;
}

/** Takes the test from its description to the sending. */
async function take(page: Page, name: string, answers: readonly string[]): Promise<void> {
  await page.getByRole('link', { name: 'Qualify', exact: true }).click();
  await page.getByRole('link', { name }).first().click();
  await page.getByLabel('I agree').check();
  await page.getByRole('button', { name: 'Begin the test' }).click();
  for (const [at, answer] of answers.entries()) {
    const last = at === answers.length - 1;
    if (answer === TEXT) await page.getByLabel('Your answer').fill(answer);
    else await page.getByRole('radio', { name: answer }).check();
    await page.getByText('Saved', { exact: true }).waitFor();
    if (at === 0) await shoot(page, 'journey-test');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    if (last) break;
    await page.getByRole('button', { name: 'Next section' }).click();
    await page.getByRole('button', { name: 'Go on, for good' }).click();
  }
  await page.getByRole('button', { name: 'Send the test' }).click();
  await page.getByRole('button', { name: 'Send it' }).click();
}

/** Finds the project in the feed, and starts a task of it. */
async function startWork(page: Page, project: string): Promise<void> {
  await page.getByRole('link', { name: 'Work', exact: true }).click();
  await page.getByRole('link', { name: project }).click({ timeout: 60_000 });
  await page.getByRole('button', { name: 'I have read it, start' }).click();
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
}

/** Grades the paper that waits, by keys. */
async function grade(email: string, id: string, points: number, picture?: string): Promise<void> {
  const { page, close } = await signIn('/office/gradings', email, DESKTOP);
  await page.goto(`${url}/office/gradings?qualification=${id}`);
  await page.getByRole('group', { name: 'Clear', exact: true }).waitFor({ timeout: 60_000 });
  await page.keyboard.press(`${points}`);
  if (points < 2) {
    await page.getByRole('textbox', { name: 'Reason' }).fill('The far side of the earth is missing.');
    await page.getByRole('button', { name: 'Pick sentences instead' }).click();
    await page.getByRole('button', { name: 'The moon pulls the sea.', exact: true }).click();
  }
  if (picture) {
    await expectAccessible(page);
    await shoot(page, picture);
  }
  await page.keyboard.press('Control+Enter');
  await page.getByText(/leaves in/).waitFor();
  // Leaving sends what waits.
  const sent = page.waitForResponse(it => it.request().method() === 'PUT' && it.url().includes('/v1/gradings/'));
  await page.getByRole('link', { name: 'All queues' }).click();
  expect((await sent).status()).toBe(200);
  await close();
}

test('from a failed test to the work that it opens, by two who differ and a third who decides', {
  timeout: 300_000,
}, async () => {
  const name = `Journey reading ${Date.now()}`;
  const [choices, texts] = [`choices-${Date.now()}`, `texts-${Date.now()}`];
  const reviewing = await qualification(`Grading of ${name}`);
  for (const worker of ['worker2', 'worker3', 'worker4']) {
    const me = await (await signedIn(url, `${worker}@demo.guildhall`, password))('GET', '/v1/me');
    await requester('PUT', `/v1/qualifications/${reviewing}/grants/${me.worker_id}`, { level: 3 });
  }
  for (const n of [1, 2]) {
    await choice(choices, `Which is right, ${n}?`, 'right');
    await item(
      texts,
      `Tides ${n}`,
      'essay',
      { prompt: `Explain tides, ${n}.` },
      {
        rubric: {
          lines: [
            { key: 'clear', title: 'Clear', max: 4, pass: 2, anchors: { '0': 'Nothing is said', '4': 'All is said' } },
          ],
        },
      },
    );
  }
  const id = await qualification(name);
  await publish(id, {
    sections: [section('one', choices, 1), section('two', texts, 1)],
    retry_hours: 24,
    feedback: 'lines',
    grading: {
      validity_permille: 0,
      pay: { amount: '0.80', currency: 'USD' },
      reviewer: { qualification_id: reviewing, level: 3 },
    },
  });
  const project = await order(url, password, {
    qualifications: [{ qualification_id: id, compare: 'at_least', level: 2 }],
  });

  const { page, close } = await signIn('/', 'worker@demo.guildhall');
  await take(page, name, ['Option wrong', TEXT]);
  await page.getByRole('heading', { name: 'On its way' }).waitFor();
  await grade('worker2@demo.guildhall', id, 1, 'journey-grading');
  await grade('worker3@demo.guildhall', id, 1);
  await page.reload();
  await page.getByRole('heading', { name: 'Not passed this time' }).waitFor();
  await page.getByText('The far side of the earth is missing.').first().waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await shoot(page, 'journey-failed', true);
  await page.getByRole('link', { name: 'Qualify', exact: true }).click();
  await page.getByRole('link', { name }).first().click();
  await page.getByText(/You can begin from/).waitFor();
  expect(await page.getByRole('button', { name: 'Begin the test' }).count()).toBe(0);

  await fetch(patience as string, { method: 'POST' });
  await page.reload();
  await take(page, name, ['Option right', TEXT]);
  await page.getByRole('heading', { name: 'On its way' }).waitFor();
  await grade('worker2@demo.guildhall', id, 0);
  await grade('worker3@demo.guildhall', id, 4);
  await grade('worker4@demo.guildhall', id, 4, 'journey-adjudicating');
  await page.reload();
  await page.getByRole('heading', { name: /^Passed/ }).waitFor();
  await shoot(page, 'journey-passed', true);

  await startWork(page, project);
  await close();
});

test('a wrong key is put right in the office, and whom it failed finds the work open', {
  timeout: 180_000,
}, async () => {
  const name = `Journey keys ${Date.now()}`;
  const [good, bad] = [`good-${Date.now()}`, `bad-${Date.now()}`];
  await choice(good, 'Which is right?', 'right');
  const wrong = await choice(bad, 'And which one here?', 'wrong');
  const id = await qualification(name);
  await publish(id, { sections: [section('one', good, 1), section('two', bad, 1)], passes: [{ level: 3, score: 1 }] });
  const project = await order(url, password, {
    qualifications: [{ qualification_id: id, compare: 'at_least', level: 2 }],
  });
  const { page, close } = await signIn('/', 'worker5@demo.guildhall');
  await take(page, name, ['Option right', 'Option right']);
  await page.getByRole('heading', { name: 'Not passed this time' }).waitFor();

  const office = await signIn('/office', 'requester@demo.guildhall', DESKTOP);
  await office.page.getByRole('navigation', { name: 'Office' }).waitFor();
  await office.page.goto(`${url}/office/items/${wrong}`);
  await office.page.getByRole('link', { name: 'Correct the key' }).click();
  await office.page
    .getByRole('group', { name: 'The right option' })
    .getByRole('radio', { name: 'Option right' })
    .check();
  await office.page.getByRole('button', { name: 'See what it would change' }).click();
  await office.page.getByRole('heading', { name: 'What it would change' }).waitFor();
  await expectAccessible(office.page);
  await shoot(office.page, 'journey-correction', true);
  await office.page.getByRole('textbox', { name: 'Reason' }).fill('The key named the wrong option.');
  await office.page.getByRole('button', { name: 'Put it right for everybody' }).click();
  await office.page.getByText('Key corrected').first().waitFor();
  await office.close();

  await expect
    .poll(
      async () => {
        await page.reload();
        return page.getByRole('heading', { level: 2 }).first().textContent();
      },
      { timeout: 30_000 },
    )
    .toMatch(/^Passed/);
  await page.getByText('The key named the wrong option.').waitFor();
  await shoot(page, 'journey-corrected', true);
  await startWork(page, project);
  await close();
});
