import { expect, test } from 'vitest';
import { DESKTOP, expectAccessible, shoot } from '../browser';
import { owner } from '../fixtures/office';
import { choice, essay, items, qualificationApi } from '../fixtures/qualification';
import { lookAt } from '../look';
import { visitEach } from '../visit';

const visit = visitEach(() => qualificationApi(), { viewport: DESKTOP });
const look = (name: string) => lookAt(visit.page, name);
const bodyOf = (method: string, path: RegExp) =>
  visit.api.calls.findLast(call => call.method === method && path.test(call.path))?.body as Record<string, unknown>;

test('the bank shows what attempts say of each item, and is filtered', async () => {
  const { page, url, api } = visit;
  await page.goto(`${url}/office/items`);
  await page.getByRole('link', { name: choice.title }).waitFor();
  await look('bank-list');
  await page.getByRole('checkbox', { name: 'Flagged only' }).check();
  await expect.poll(() => page.getByRole('link', { name: essay.title }).count()).toBe(0);
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('ordering');
  await page.getByRole('link', { name: 'From the most to the least certain' }).waitFor();
  await expect.poll(() => page.getByRole('link', { name: choice.title }).count()).toBe(0);
  await page.getByRole('searchbox', { name: 'Words' }).fill('nothing like it');
  await page.getByText('Nothing fits these filters').waitFor();
  expect(page.url()).toContain('flagged=true');
  const asked = api.calls.findLast(({ path }) => path === '/v1/items');
  expect(Object.fromEntries(asked?.query ?? [])).toMatchObject({
    flagged: 'true',
    kind: 'ordering',
    text: 'nothing like it',
  });
});

test('every kind of item is edited beside what a worker sees', { timeout: 240_000 }, async () => {
  const { page, url, expectQuiet } = visit;
  for (const { id, kind } of items) {
    await page.goto(`${url}/office/items/${id}`);
    await page.getByRole('heading', { name: 'The question' }).waitFor();
    await page.waitForLoadState('networkidle');
    await shoot(page, `bank-item-${kind}-desktop`, true);
    await expectAccessible(page);
    expectQuiet();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Nothing has changed.').waitFor();
  }
});

test('an item on a phone, in both lights', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/items/${essay.id}`);
  await page.getByRole('heading', { name: 'The question' }).waitFor();
  await look('bank-essay');
});

test('a change is sent as a change, and a new question makes a version', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/items/${choice.id}`);
  await page.getByText('412 attempts showed it').waitFor();
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('Which one says the same?');
  await page.getByRole('group', { name: 'The right option' }).getByRole('radio').first().check();
  await page.getByRole('spinbutton', { name: 'Shown at most, times' }).fill('');
  await page.getByText('By what is saved, not by your changes.').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved as version 3.').waitFor();
  const sent = bodyOf('PATCH', /items/);
  expect(sent).toMatchObject({
    body: { prompt: 'Which one says the same?' },
    key: { correct: ['a'] },
    exposure_cap: null,
  });
  expect(Object.keys(sent).sort()).toEqual(['body', 'exposure_cap', 'key']);
});

test('an answer is tried without being recorded', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/items/${choice.id}`);
  await page.getByRole('radio', { name: 'You get the deposit back once 30 days have passed.' }).last().check();
  await page.getByRole('button', { name: 'Mark this answer' }).click();
  await page.getByText('50% of the points').waitFor();
  expect(bodyOf('POST', /trial-answer/)).toEqual({ answer: { choice: 'b' } });
  await look('bank-tried');
});

test('statistics are drawn, with the way to put a wrong key right', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/items/${choice.id}/statistics`);
  await page.getByRole('heading', { name: 'Who gets it right' }).waitFor();
  await look('bank-statistics');
  await page.goto(`${url}/office/items/${essay.id}/statistics`);
  await page.getByRole('heading', { name: 'Who gets it right' }).waitFor();
  await shoot(page, 'bank-statistics-essay');
});

test('versions and known grades', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/items/${choice.id}/versions`);
  await page.getByRole('heading', { name: 'Version 2' }).waitFor();
  await look('bank-versions');
  await page.goto(`${url}/office/items/${essay.id}/papers`);
  await page.getByText('Graded by 14 reviewers').waitFor();
  await look('bank-papers');
  await page.getByRole('button', { name: 'Add an answer' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('textbox')
    .first()
    .fill('Pay within two weeks, please, or we may end your lease as it stands.');
  for (const [name, grade] of [
    ['Keeps the meaning', '2'],
    ['Plain and short', '4'],
    ['Grammar and spelling', '3'],
  ] as const)
    await dialog.getByRole('group', { name }).getByRole('radio', { name: grade }).check();
  await look('bank-add-paper');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect
    .poll(() => bodyOf('POST', /validity-papers/))
    .toMatchObject({
      grades: { meaning: 2, clarity: 4, language: 3 },
    });
});

test('an item moves on, and is retired only when asked twice', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/items/${items[3]?.id}`);
  await page.getByRole('button', { name: 'Put on trial' }).click();
  await page.getByText('It is on trial').waitFor();
  expect(bodyOf('PATCH', /items/)).toEqual({ state: 'trial' });
  await page.goto(`${url}/office/items/${choice.id}`);
  await page.getByRole('button', { name: 'Retire' }).click();
  await look('bank-retire');
  await page.getByRole('dialog').getByRole('button', { name: 'Retire', exact: true }).click();
  await page.getByText('drawn no more').first().waitFor();
});

test('a new item is written from its kind on', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/items/new`);
  await page.getByRole('radio', { name: 'Gaps in a text' }).check();
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('She is {{one}} engineer.');
  await page.getByRole('textbox', { name: 'Accepted in gap one' }).fill('an');
  await page.getByRole('textbox', { name: 'Title' }).fill('Articles');
  await page.getByRole('textbox', { name: 'Domain' }).fill('writing/english');
  await page.getByRole('textbox', { name: 'Tags' }).fill('articles plain');
  await look('bank-new');
  await page.getByRole('button', { name: 'Add an image' }).click();
  await page
    .getByRole('dialog')
    .getByLabel('Picture')
    .setInputFiles({
      name: 'graph.png',
      mimeType: 'image/png',
      buffer: Buffer.from('iVBORw0KGgo=', 'base64'),
    });
  await page.getByRole('textbox', { name: 'What it shows' }).fill('A bar chart of sales');
  await look('bank-image');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Question', exact: true }).inputValue())
    .toContain('![A bar chart of sales](image:img_');
  visit.api.on('GET', '/v1/item-images/{id}', { status: 404 });
  await page.getByRole('button', { name: 'Add to the bank' }).click();
  await page.getByText('It is in the bank, as a draft.').waitFor();
  expect(bodyOf('POST', /\/v1\/items$/)).toMatchObject({
    kind: 'cloze',
    title: 'Articles',
    tags: ['articles', 'plain'],
    body: { gaps: [{ id: 'one' }] },
    key: { gaps: { one: ['an'] } },
  });
});

test('a file is imported line by line', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/items`);
  await page.getByRole('button', { name: 'Import' }).click();
  await page
    .getByRole('dialog')
    .getByLabel('File')
    .setInputFiles({ name: 'items.json', mimeType: 'application/json', buffer: Buffer.from('[{},{},{}]') });
  await page.getByRole('button', { name: 'Import items.json' }).click();
  await page.getByText('There is no option “e”.').waitFor();
  await look('bank-import');
  await page.getByRole('button', { name: 'Take the good lines only' }).click();
  await page.getByText('1 item added, 1 changed').waitFor();
  expect(bodyOf('POST', /import/)).toMatchObject({ format: 'json', partial: true });
  await look('bank-imported');
});

test('the bank in Chinese', async () => {
  const { page, url } = visit;
  visit.api.on('GET', '/v1/me', { body: { ...owner, locale: 'zh' }, headers: { ETag: '"1"' } });
  for (const [name, path] of [
    ['list', '/items'],
    ['item', `/items/${essay.id}`],
    ['statistics', `/items/${choice.id}/statistics`],
  ] as const) {
    await page.goto(`${url}/office${path}`);
    await page.locator('html[lang=zh]').waitFor({ state: 'attached' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await shoot(page, `bank-${name}-zh`, true);
    await expectAccessible(page);
  }
});
