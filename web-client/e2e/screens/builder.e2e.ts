import { expect, test } from 'vitest';
import { DESKTOP, expectAccessible, shoot } from '../browser';
import { owner } from '../fixtures/office';
import {
  choice,
  draftTest,
  effect,
  problem,
  published,
  qualificationApi,
  qualifications,
  writing,
} from '../fixtures/qualification';
import { lookAt } from '../look';
import { visitEach } from '../visit';

const visit = visitEach(() => qualificationApi(), { viewport: DESKTOP });
const look = (name: string) => lookAt(visit.page, name);
const bodyOf = (method: string, path: RegExp) =>
  visit.api.calls.findLast(call => call.method === method && path.test(call.path))?.body as Record<string, unknown>;

test('qualifications are listed and defined', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/qualifications`);
  await page.getByRole('link', { name: writing.name }).waitFor();
  await look('builder-qualifications');
  await page.getByRole('button', { name: 'New qualification' }).click();
  const dialog = page.getByRole('dialog', { name: 'New qualification' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Reading contracts');
  await dialog.getByRole('textbox', { name: 'What it proves' }).fill('Finds what a contract asks of whom.');
  await look('builder-new');
  await dialog.getByRole('button', { name: 'Define it' }).click();
  await expect.poll(() => page.url()).toContain('/qualifications/qlf_');
  expect(bodyOf('POST', /qualifications$/)).toMatchObject({ name: 'Reading contracts', valid_days: 365, listed: true });
});

test('a test begins from nothing', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/qualifications/${qualifications[1]?.id}`);
  await page.getByText('It has no test yet').waitFor();
  await look('builder-no-test');
  await page.getByRole('button', { name: 'Build a test' }).click();
  await expect.poll(() => page.url()).toContain('/tests/');
  expect(bodyOf('POST', /tests$/)).toMatchObject({ seconds: 900, passes: [{ level: 1 }] });
});

test('a draft says what it lacks, is changed, and shows a form on a phone', { timeout: 180_000 }, async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/tests/${draftTest.id}`);
  await page.getByText('the bank has 2 in use').waitFor();
  await page.getByText('Item 1 of 3').waitFor();
  await look('builder-draft');
  // It looks as if it could not be pressed, and says why when it is.
  await page.getByRole('button', { name: 'Publish…' }).click({ force: true });
  await page.getByText('See above what it lacks.').waitFor();

  await page.getByRole('textbox', { name: 'Pay for an attempt that is sent' }).fill('');
  await page.getByText('an attempt has to be paid').waitFor();
  await page.getByRole('textbox', { name: 'Pay for an attempt that is sent' }).fill('7,50');
  await page.getByRole('spinbutton', { name: 'How many' }).nth(1).fill('2');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('The bank can serve it.').waitFor();
  expect(bodyOf('PUT', /tests/)).toMatchObject({
    pay: { amount: '7.50', currency: 'USD' },
    sections: [{ key: 'reading', draws: [{ count: 8 }, { count: 2 }] }, { key: 'writing' }],
  });
  await page.getByRole('button', { name: 'Next item' }).click();
  await page.getByText('Item 2 of 3').waitFor();
  await page.getByRole('button', { name: 'Draw another form' }).click();
  await page.getByText('difficulty -0.11').waitFor();

  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByRole('dialog').getByText('is set aside from the wallet').waitFor();
  await look('builder-publish');
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('Workers can take it now.').waitFor();
});

test('sections and levels are added', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/tests/${draftTest.id}`);
  await page.getByRole('button', { name: 'Add a section' }).click();
  const added = page.getByRole('group', { name: 'Section 3', exact: true });
  await added.getByRole('textbox', { name: 'Title' }).fill('Figures');
  await added.getByRole('checkbox', { name: /^Adaptive/ }).check();
  await added.getByRole('spinbutton', { name: 'Items, at least' }).fill('30');
  await page.getByText('An adaptive section shows at least more items than at most.').waitFor();
  await added.getByRole('spinbutton', { name: 'Items, at least' }).fill('8');
  await page.getByRole('button', { name: 'Add a level' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect
    .poll(() => bodyOf('PUT', /tests/))
    .toMatchObject({
      sections: [{}, {}, { key: 'part_3', title: 'Figures', adaptive: { min_items: 8, max_items: 20 } }],
      passes: [{ level: 1 }, { level: 2 }, { level: 3, score: 0.8 }],
    });
});

test('a published version is looked at and retired', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/tests/${published.id}`);
  await page.getByText('A version that was published is never changed').waitFor();
  await look('builder-published');
  await page.getByRole('button', { name: 'Retire…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retire', exact: true }).click();
  await page.getByText('Nobody begins it any more.').first().waitFor();
});

test('a qualification with its test, statistics, holders, reviewers and definition', { timeout: 240_000 }, async () => {
  const { page, url } = visit;
  const at = `${url}/office/qualifications/${writing.id}`;
  await page.goto(at);
  await page.getByRole('link', { name: 'Go on building' }).waitFor();
  await look('builder-tests');
  await page.goto(`${at}/statistics`);
  await page.getByRole('heading', { name: 'Are the forms equal?' }).waitFor();
  await page.getByText('93%').waitFor();
  await look('builder-statistics');
  await page.goto(`${at}/holders`);
  await page.getByRole('heading', { name: 'Grant it by hand' }).waitFor();
  await page.getByText('expired').waitFor();
  await look('builder-holders');
  await page.goto(`${at}/reviewers`);
  await page.getByText('Reviewer 7f3a').waitFor();
  await look('builder-reviewers');
  await page.getByRole('button', { name: 'More on Kai Lindström' }).click();
  await page.getByRole('dialog').getByText('Severity over time').first().waitFor();
  await look('builder-reviewer');
  await page.getByRole('textbox', { name: 'Why the queue should stand still' }).fill('Too many fives in a row.');
  await page.getByRole('button', { name: 'Pause the queue' }).click();
  await expect.poll(() => bodyOf('PUT', /pause/)).toEqual({ paused: true, text: 'Too many fives in a row.' });
  await page.goto(`${at}/settings`);
  await page.getByRole('spinbutton', { name: 'Valid for, days' }).fill('180');
  await look('builder-definition');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => bodyOf('PATCH', /qualifications/)).toMatchObject({ valid_days: 180 });
});

test('a wrong key is put right after its effect was looked at', async () => {
  const { page, url, api } = visit;
  await page.goto(`${url}/office/items/${choice.id}`);
  await page.getByRole('link', { name: 'Correct the key for everybody' }).click();
  await page.getByRole('group', { name: 'The right option' }).getByRole('radio').first().check();
  await page.getByRole('button', { name: 'See what it would change' }).click();
  await page.getByRole('heading', { name: 'What it would change' }).waitFor();
  await page.getByText('Some of them').click();
  await look('correction-effect');
  expect(bodyOf('POST', /preview/)).toMatchObject({ kind: 'key', version: 2, key: { correct: ['a'] } });

  await page.getByRole('textbox', { name: 'Reason' }).fill('The second sentence loses the condition.');
  api.on('POST', '/v1/corrections', call =>
    (call.body as { effect_hash: string }).effect_hash === effect.effect_hash
      ? problem(409, 'effect_changed', 'It has changed', {
          current: { ...effect, effect_hash: 'b'.repeat(64), attempts: 399 },
        })
      : { status: 201, body: {} },
  );
  await page.getByRole('button', { name: 'Put it right for everybody' }).click();
  await page.getByText('Meanwhile this has changed.').waitFor();
  await page.getByText('399').waitFor();
  await page.getByRole('button', { name: 'Put it right for everybody' }).click();
  await page.getByText('Key corrected').or(page.getByText('Item taken out')).first().waitFor();
  expect(bodyOf('POST', /corrections$/)).toMatchObject({
    effect_hash: 'b'.repeat(64),
    reason: 'The second sentence loses the condition.',
  });
  await look('correction-history');
});

test('a reviewer’s grades are set aside', async () => {
  const { page, url } = visit;
  await page.goto(
    `${url}/office/corrections?kind=reviewer&qualification=${writing.id}&reviewer=acc_01kaz8f0c4e7w2m9q6t3000010`,
  );
  await page.getByRole('button', { name: 'See what it would change' }).click();
  await page.getByText('Becomes due').waitFor();
  expect(bodyOf('POST', /preview/)).toMatchObject({ kind: 'reviewer', qualification_id: writing.id });
  await look('correction-reviewer');
});

test('appeals against keys and grades are decided', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/test-appeals`);
  await page.getByText('Challenges the key').waitFor();
  await look('appeals');
  const grade = page.getByRole('article').nth(1);
  await grade.getByRole('textbox').fill('The date is there, as you say.');
  await grade.getByRole('button', { name: 'Overturn the grade' }).click();
  await page.getByText('give the new one on every line').waitFor();
  for (const name of ['Keeps the meaning', 'Plain and short', 'Grammar and spelling'])
    await grade.getByRole('group', { name }).getByRole('radio', { name: '3' }).check();
  await grade.getByRole('button', { name: 'Overturn the grade' }).click();
  await expect
    .poll(() => bodyOf('PUT', /decision/))
    .toEqual({
      decision: 'overturned',
      text: 'The date is there, as you say.',
      grades: { meaning: { grade: 3 }, clarity: { grade: 3 }, language: { grade: 3 } },
    });
});

test('building and correcting in Chinese', async () => {
  const { page, url } = visit;
  visit.api.on('GET', '/v1/me', { body: { ...owner, locale: 'zh' }, headers: { ETag: '"1"' } });
  for (const [name, path] of [
    ['draft', `/tests/${draftTest.id}`],
    ['statistics', `/qualifications/${writing.id}/statistics`],
    ['reviewers', `/qualifications/${writing.id}/reviewers`],
    ['correction', `/corrections?kind=key&item=${choice.id}`],
    ['appeals', '/test-appeals'],
  ] as const) {
    await page.goto(`${url}/office${path}`);
    await page.locator('html[lang=zh]').waitFor({ state: 'attached' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await shoot(page, `builder-${name}-zh`, true);
    await expectAccessible(page);
  }
});
