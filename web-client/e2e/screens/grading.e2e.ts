import { expect, test } from 'vitest';
import { DESKTOP, expectAccessible, shoot } from '../browser';
import { owner } from '../fixtures/office';
import { disputed, paper, qualificationApi, writing } from '../fixtures/qualification';
import { lookAt } from '../look';
import { visitEach } from '../visit';

const visit = visitEach(() => qualificationApi(), { viewport: DESKTOP });
const desk = () => `${visit.url}/office/gradings?qualification=${writing.id}`;
const line = (title: string) => visit.page.getByRole('group', { name: title, exact: true });
const sent = () =>
  visit.api.calls.filter(({ method, body }) => method === 'PUT' && (body as { final?: boolean }).final === true);

const look = (name: string) => lookAt(visit.page, name);

test('the queues say what waits, what it pays, and why one stands still', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/gradings`);
  await page.getByRole('heading', { name: writing.name }).waitFor();
  await page.getByText('Your queue is paused: Milder than the panel').waitFor();
  await look('grading-queues');
});

test('a paper is graded by keys alone', async () => {
  const { page, api } = visit;
  await page.goto(desk());
  await line('Keeps the meaning').waitFor();
  await page.keyboard.press('3');
  await page.keyboard.press('j');
  await page.keyboard.press('4');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('fieldset')?.getAttribute('data-line'))).toBe(
    'language',
  );
  await page.keyboard.press('2');
  await look('grading-paper');
  await page.keyboard.press('Control+Enter');

  await page.getByText('Please pay what you still owe within 14 days').first().waitFor();
  await page.getByText(/leaves in \d+ s/).waitFor();
  expect(sent()).toHaveLength(0);
  await expect.poll(sent, { timeout: 15_000 }).toHaveLength(1);
  expect(sent()[0]?.body).toMatchObject({
    fence: 7,
    final: true,
    grades: { meaning: { grade: 3 }, clarity: { grade: 4 }, language: { grade: 2 } },
  });
  expect(api.calls.filter(({ path }) => path === '/v1/gradings/claims')).toHaveLength(3);
});

test('the next paper is there at once', async () => {
  const { page } = visit;
  await page.goto(desk());
  await line('Keeps the meaning').waitFor();
  await page.waitForLoadState('networkidle');
  for (const key of ['3', 'j', '3', 'j', '3']) await page.keyboard.press(key);
  const millis = await page.evaluate(async () => {
    const began = performance.now();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    while (!document.body.textContent?.includes('Please pay what you still owe')) {
      await new Promise(requestAnimationFrame);
    }
    return performance.now() - began;
  });
  expect(millis).toBeLessThan(100);
});

test('a failing grade needs a reason and a quote, and says so', async () => {
  const { page } = visit;
  await page.goto(desk());
  await line('Keeps the meaning').waitFor();
  for (const key of ['1', 'j', '3', 'j', '3']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Say what was missing; the worker reads it.').waitFor();
  await look('grading-lacks');

  await page.getByRole('textbox', { name: 'Reason' }).fill('The date is gone.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Quote the place in the answer that shows it').waitFor();
  expect(sent()).toHaveLength(0);

  await page.getByText('You owe us money.').evaluate(element => {
    const text = element.firstChild as Text;
    const at = text.data.indexOf('Please pay soon.');
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 'Please pay soon.'.length);
    (document.activeElement as HTMLElement).blur();
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  });
  await page.getByRole('button', { name: 'Quote for: Keeps the meaning' }).waitFor();
  await page.keyboard.press('e');
  await page.getByRole('list', { name: 'Quotes for: Keeps the meaning' }).getByText('Please pay soon.').waitFor();
  await page.getByRole('button', { name: 'Keep this reason for later' }).click();
  await page.getByRole('button', { name: 'Insert: The date is gone.' }).waitFor();
  await look('grading-quoted');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/leaves in/).waitFor();

  // Leaving sends what waits.
  await page.getByRole('link', { name: 'All queues' }).click();
  await expect.poll(sent).toHaveLength(1);
  expect(sent()[0]?.body).toMatchObject({
    grades: { meaning: { grade: 1, reason: 'The date is gone.', evidence: [{ start: 18, end: 34 }] } },
  });
});

test('sentences can be quoted without dragging', async () => {
  const { page } = visit;
  await page.goto(desk());
  await line('Keeps the meaning').waitFor();
  await page.keyboard.press('0');
  await page.getByRole('button', { name: 'Pick sentences instead' }).click();
  await page.getByRole('button', { name: 'Please pay soon.', exact: true }).click();
  await page.getByRole('list', { name: 'Quotes for: Keeps the meaning' }).getByText('Please pay soon.').waitFor();
  await look('grading-sentences');
});

test('a grading that was sent can be opened again until it leaves, with all that was written', async () => {
  const { page } = visit;
  await page.goto(desk());
  await line('Keeps the meaning').waitFor();
  for (const key of ['3', 'j', '4', 'j', '2']) await page.keyboard.press(key);
  await page.getByRole('textbox', { name: 'Words to the worker' }).fill('Well done.');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/leaves in/).waitFor();
  await page.keyboard.press('2');
  await page.keyboard.press('u');
  await expect.poll(() => page.getByRole('textbox', { name: 'Words to the worker' }).inputValue()).toBe('Well done.');
  expect(await line('Plain and short').getByRole('radio', { name: '4' }).isChecked()).toBe(true);

  await page.keyboard.press('Control+Enter');
  await page.getByText(/leaves in/).waitFor();
  // What was begun on the paper after it is there as well.
  expect(await line('Keeps the meaning').getByRole('radio', { name: '2' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Open again' }).click();
  await expect.poll(() => page.getByRole('textbox', { name: 'Words to the worker' }).inputValue()).toBe('Well done.');
});

test('single keys can be switched off', async () => {
  const { page } = visit;
  await page.goto(desk());
  await line('Keeps the meaning').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await look('grading-keys');
  await page.getByRole('checkbox', { name: 'Single keys act' }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('3');
  expect(await line('Keeps the meaning').getByRole('radio', { checked: true }).count()).toBe(0);
});

test('a draft is kept, and a paper of an earlier visit comes first', async () => {
  const { page, api } = visit;
  api.on('GET', '/v1/gradings', { body: { data: [paper(9, { grades: { clarity: { grade: 2 } } })] } });
  await page.goto(desk());
  await line('Plain and short').waitFor();
  expect(await line('Plain and short').getByRole('radio', { name: '2' }).isChecked()).toBe(true);
  await page.keyboard.press('3');
  await page.getByText('Draft kept').waitFor();
  const draft = api.calls.find(({ method }) => method === 'PUT');
  expect(draft?.body).toMatchObject({ final: false, grades: { meaning: { grade: 3 }, clarity: { grade: 2 } } });
});

test('an adjudicator sees both gradings beside each other', async () => {
  const { page, api } = visit;
  api.on('POST', '/v1/gradings/claims', { status: 201, body: disputed });
  await page.goto(desk());
  await page.getByText('You decide between two gradings').waitFor();
  await page.getByText('The date is gone, and a threat was added').waitFor();
  await look('grading-adjudicator');
});

test('a paper is given back with a reason', async () => {
  const { page, api } = visit;
  await page.goto(desk());
  await line('Keeps the meaning').waitFor();
  await page.keyboard.press('b');
  const dialog = page.getByRole('dialog', { name: 'Give this paper back' });
  await dialog.getByRole('radio', { name: 'I think I know who wrote it' }).check();
  await look('grading-give-back');
  await dialog.getByRole('button', { name: 'Give back', exact: true }).click();
  await page.getByText('Please pay what you still owe within 14 days').first().waitFor();
  expect(api.calls.find(({ path }) => path.endsWith('/return'))?.body).toEqual({ reason: 'know_the_person' });
});

test('an empty queue says what comes next', async () => {
  const { page, api } = visit;
  api.on('POST', '/v1/gradings/claims', { status: 204, headers: { 'Retry-After': '60' } });
  await page.goto(desk());
  await page.getByText('Everything is graded').waitFor();
  await look('grading-empty');
});

test('one’s own calibration is explained number by number', async () => {
  const { page, url } = visit;
  await page.goto(`${url}/office/calibration`);
  await page.getByText('Severity over time').first().waitFor();
  await look('calibration');
});

test('grading and calibration in Chinese', async () => {
  const { page } = visit;
  visit.api.on('GET', '/v1/me', { body: { ...owner, locale: 'zh' }, headers: { ETag: '"1"' } });
  for (const [name, address] of [
    ['queues', `${visit.url}/office/gradings`],
    ['paper', desk()],
    ['calibration', `${visit.url}/office/calibration`],
  ] as const) {
    await page.goto(address);
    await page.locator('html[lang=zh]').waitFor({ state: 'attached' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await shoot(page, `grading-${name}-zh`, true);
    await expectAccessible(page);
  }
});
