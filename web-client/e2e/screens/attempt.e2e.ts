import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, PHONE, shoot } from '../browser';
import {
  ATTEMPT,
  answersSent,
  attempt,
  attemptsApi,
  conflict,
  failed,
  fromNow,
  inGrading,
  item,
  KINDS,
  lastSection,
  saved,
} from '../fixtures/attempts';
import { problem, type Schema } from '../fixtures/fake-api';
import { worker } from '../fixtures/people';
import { visitEach } from '../visit';

type Attempt = Schema<'Attempt'>;
type ItemKind = Schema<'ItemKind'>;

const NARROW = { width: 360, height: 740 };
const PLAYER = `/attempts/${ATTEMPT}`;
const moves = (calls: { method: string; path: string; body: unknown }[]) =>
  calls.filter(({ method, path }) => method === 'PUT' && path === `/v1${PLAYER}`).map(({ body }) => body);
const answerOf = (sent: ReturnType<typeof answersSent>, kind: ItemKind) =>
  sent.filter(({ item: id }) => id === item(kind).item_id).at(-1)?.answer;
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();

let shown: () => Attempt = () => attempt();

/** Answers an item of each kind as a person would. */
const ANSWERS: Record<ItemKind, { give: (page: Page) => Promise<unknown>; sent: Schema<'Answer'> }> = {
  single_choice: {
    give: page => page.getByRole('radio', { name: '9 boxes' }).check(),
    sent: { choice: 'b' },
  },
  multiple_choice: {
    give: async page => {
      await page.getByRole('checkbox', { name: '23' }).check();
      await page.getByRole('checkbox', { name: '2', exact: true }).check();
      expect(await page.getByRole('checkbox', { name: '51' }).isDisabled()).toBe(true);
    },
    sent: { choices: ['o0', 'o3'] },
  },
  numeric: {
    give: async page => {
      await page.getByLabel('Your answer').fill('a lot');
      await page.getByLabel('Unit').focus();
      await page.getByText('This is not a number').waitFor();
      await page.getByLabel('Your answer').fill('150');
      await page.getByLabel('Unit').selectOption('km/h');
    },
    sent: { value: '150', unit: 'km/h' },
  },
  ordering: {
    give: async page => {
      await page.getByRole('button', { name: 'Move up: Boil the water' }).click();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
        'Move up: Boil the water',
      );
    },
    sent: { order: ['boil', 'pour', 'wait', 'drink'] },
  },
  short_text: { give: page => page.getByLabel('Your answer').fill('Oslo'), sent: { text: 'Oslo' } },
  cloze: {
    give: async page => {
      await page.getByLabel('Gap 1 of 4').selectOption('goes');
      await page.getByLabel('Gap 2 of 4').fill('when');
      await page.getByLabel('Gap 3 of 4').selectOption('too');
      await page.getByLabel('Gap 4 of 4').fill('here');
    },
    sent: { gaps: { verb: 'goes', link: 'when', adverb: 'too', last: 'here' } },
  },
  essay: {
    give: async page => {
      await page.getByLabel('Your answer').fill('The street is closed so that children can play there on one day.');
      await page.getByText('13 words').waitFor();
    },
    sent: { text: 'The street is closed so that children can play there on one day.' },
  },
  code: {
    give: async page => {
      const field = page.getByLabel('Your program');
      await field.fill('function middle(numbers) {');
      await field.press('End');
      await field.press('Enter');
      await field.press('Tab');
      await page.keyboard.type('return numbers.sort()[numbers.length >> 1];');
      await field.press('Enter');
      await field.press('Backspace');
      await field.press('Backspace');
      await page.keyboard.type('}');
      await field.press('Escape');
      await field.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('textarea');
    },
    sent: { source: 'function middle(numbers) {\n  return numbers.sort()[numbers.length >> 1];\n}' },
  },
  comparison: {
    give: async page => {
      await page.getByText('Put the cloth into the freezer').waitFor();
      await page.waitForTimeout(900);
      const other = page.getByRole('button', { name: 'B', exact: true });
      if (await other.isVisible()) await other.click();
      await page.getByRole('radio', { name: 'A is better' }).check();
      await page.getByLabel('Why?').fill('It says what to do, in order.');
    },
    sent: { preferred: 'a', reason: 'It says what to do, in order.' },
  },
  critique: {
    give: async page => {
      await page.getByRole('tab', { name: 'Pick sentences' }).click();
      await page.getByRole('button', { name: 'The moon is a star that shines at night.' }).click();
      await page.getByLabel('What is wrong here?').selectOption('false');
      await page.getByLabel('Why?').fill('It is no star.');
    },
    sent: { marks: [{ start: 0, end: 40, failure: 'false', reason: 'It is no star.' }] },
  },
};

describe('on a phone', () => {
  const visit = visitEach(() => attemptsApi(() => shown()), { viewport: PHONE, hasTouch: true });

  test.each(KINDS)('an item of kind %s is answered, kept as it is given, and accessible', async kind => {
    shown = () => attempt([kind]);
    const { api, page, url } = visit;
    await page.goto(url + PLAYER);
    await heading(page, 'Item 1 of 1');
    await page.waitForTimeout(300);
    if (kind === 'single_choice') {
      await page.getByRole('img', { name: 'A box with three rows' }).waitFor();
      expect(await page.locator('main a, main b').count()).toBe(0);
    }
    for (const [name, size] of Object.entries({ narrow: NARROW, phone: PHONE })) {
      await page.setViewportSize(size);
      await shoot(page, `attempt-${kind}-${name}`, true);
      await expectNoSidewaysScroll(page);
    }
    await expectAccessible(page);

    await ANSWERS[kind].give(page);
    await page.getByText('Saved', { exact: true }).waitFor();

    expect(answerOf(answersSent(api), kind)).toEqual(ANSWERS[kind].sent);
    await shoot(page, `attempt-${kind}-answered-phone`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });

  test('words are marked by selecting them', async () => {
    shown = () => attempt(['critique']);
    const { api, page, url } = visit;
    await page.goto(url + PLAYER);
    await page.getByText('The moon is a star').waitFor();
    await page.evaluate(() => {
      const text = document.querySelector('[role=tabpanel] span')?.firstChild;
      const range = document.createRange();
      range.setStart(text as Node, 12);
      range.setEnd(text as Node, 19);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
    });
    const mark = page.getByRole('button', { name: 'Mark what is selected' });
    await mark.waitFor();
    await shoot(page, 'attempt-critique-selecting-phone');
    await mark.click();
    await page.locator('mark').getByText('a star').waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(answerOf(answersSent(api), 'critique')).toEqual({ marks: [{ start: 12, end: 18 }] });

    await page.getByRole('button', { name: 'Remove mark 1' }).click();
    await expect.poll(() => answerOf(answersSent(api), 'critique')).toEqual({});
  });

  test('things are dragged into order, and the order in which they come can be taken', async () => {
    shown = () => attempt(['ordering']);
    const { api, page, url } = visit;
    await page.goto(url + PLAYER);
    await page.getByRole('button', { name: 'It is right as it stands' }).click();
    await expect
      .poll(() => answerOf(answersSent(api), 'ordering'))
      .toEqual({ order: ['pour', 'boil', 'wait', 'drink'] });
    const line = (n: number) =>
      page
        .getByRole('listitem')
        .filter({ hasText: /Drink|Pour|Boil|Wait/ })
        .nth(n);
    const [from, to] = [await line(3).boundingBox(), await line(0).boundingBox()];
    if (!from || !to) throw new Error('The lines are not on screen.');

    await page.mouse.move(from.x + 20, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 20, to.y + 4, { steps: 8 });
    await shoot(page, 'attempt-ordering-dragging-phone');
    await page.mouse.up();

    await expect
      .poll(() => answerOf(answersSent(api), 'ordering'))
      .toEqual({ order: ['drink', 'pour', 'boil', 'wait'] });
  });

  test('the whole way: items in turn, the overview, the next section for good, and the test is sent once', async () => {
    const kinds: ItemKind[] = ['single_choice', 'short_text'];
    const second = (): Attempt => ({
      ...attempt(kinds),
      section: 1,
      sections: attempt(kinds).sections.map((one, n) => (n === 0 ? { ...one, left: true } : { ...one, items: 1 })),
      items: [item('essay')],
    });
    let now = () => attempt(kinds);
    shown = () => now();
    const { api, page, url } = visit;
    api
      .on('PUT', `/v1${PLAYER}`, () => {
        now = second;
        return { body: second() };
      })
      .on('POST', `/v1${PLAYER}/submission`, () => {
        now = inGrading;
        const tries = api.calls.filter(({ path }) => path.endsWith('/submission')).length;
        return tries < 2 ? problem(503, 'unavailable', 'The server is busy') : { status: 201, body: inGrading() };
      });
    await page.goto(url + PLAYER);
    await heading(page, 'Item 1 of 2');
    await next(page);
    await heading(page, 'Item 2 of 2');
    await page.getByLabel('Your answer').fill('Oslo');
    await page.getByRole('button', { name: 'Overview' }).click();
    await page.getByRole('button', { name: 'Item 2: answered' }).waitFor();
    await shoot(page, 'attempt-overview-phone');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Item 1: not answered' }).click();
    await heading(page, 'Item 1 of 2');
    await next(page);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('button', { name: 'Item 1 not answered' }).waitFor();
    await shoot(page, 'attempt-check-phone');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Next section' }).click();
    await page.getByText('You cannot come back to this section afterwards.').waitFor();
    await page.getByText('1 item has no answer').waitFor();
    await shoot(page, 'attempt-next-section-phone');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Go on, for good' }).click();
    await heading(page, 'Item 1 of 1');
    expect(moves(api.calls)).toEqual([{ section: 0, move: 'next_section' }]);

    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('button', { name: 'Send the test' }).click();
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByText('The server is busy').waitFor();
    await page.getByRole('button', { name: 'Send it' }).click();

    await page.getByRole('heading', { name: 'On its way' }).waitFor();
    const ids = api.calls
      .filter(({ path }) => path.endsWith('/submission'))
      .map(({ body }) => (body as { submission_id: string }).submission_id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test('what is typed without a network stays on the phone through a reload and is sent when it is back', async () => {
    shown = () => lastSection(['essay']);
    const { api, page, url } = visit;
    await page.goto(url + PLAYER);
    await heading(page, 'Item 1 of 1');
    api.dead = true;
    await page.getByLabel('Your answer').fill('Written in a tunnel.');
    await page.getByText('On this device, not sent yet').waitFor();
    await shoot(page, 'attempt-offline-phone');
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('button', { name: 'Send the test' }).click();
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByText('Some answers are only on this phone or computer').waitFor();
    await shoot(page, 'attempt-left-behind-phone');
    expect(answersSent(api)).toEqual([]);

    await page.reload();
    api.dead = false;
    await page.goto(url + PLAYER);

    expect(await page.getByLabel('Your answer').inputValue()).toBe('Written in a tunnel.');
    await page.getByText('Saved', { exact: true }).waitFor();
    // The reloaded page may have sent it already, and not lived to hear the answer.
    expect(new Set(answersSent(api).map(sent => JSON.stringify(sent))).size).toBe(1);
  });

  test('answers that were left behind are sent from any page once there is a network', async () => {
    shown = () => attempt(['essay']);
    const { api, page, url } = visit;
    await page.goto(url + PLAYER);
    await heading(page, 'Item 1 of 1');
    api.dead = true;
    await page.getByLabel('Your answer').fill('Written in a tunnel.');
    await page.getByText('On this device, not sent yet').waitFor();
    api.dead = false;
    await page.goto(`${url}/earnings`);

    await expect
      .poll(() => answerOf(answersSent(api), 'essay'), { timeout: 15_000 })
      .toEqual({
        text: 'Written in a tunnel.',
      });
  });

  test('an answer from another device is shown beside this one, and the person chooses', async () => {
    shown = () => attempt(['essay']);
    const { api, page, url } = visit;
    api.on('PUT', `/v1${PLAYER}/answers/{item}`, call =>
      (call.body as { revision: number }).revision < 4 ? conflict({ text: 'Written at the desk.' }) : saved(call),
    );
    await page.goto(url + PLAYER);
    await page.getByLabel('Your answer').fill('Written on the train.');
    await page.getByRole('heading', { name: 'You answered item 1 on two devices' }).waitFor();
    await page.getByText('Written at the desk.').waitFor();
    await shoot(page, 'attempt-conflict-phone');
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Go on with this one' }).click();

    await page.getByText('Saved', { exact: true }).waitFor();
    expect(answersSent(api).at(-1)).toMatchObject({ answer: { text: 'Written on the train.' }, revision: 4 });
  });

  test('an answer from another device can be taken over', async () => {
    shown = () => attempt(['essay']);
    const { api, page, url } = visit;
    api.on('PUT', `/v1${PLAYER}/answers/{item}`, () => conflict({ text: 'Written at the desk.' }));
    await page.goto(url + PLAYER);
    await page.getByLabel('Your answer').fill('Written on the train.');
    await page.getByRole('button', { name: 'Take the other one' }).click();

    await expect.poll(() => page.getByLabel('Your answer').inputValue()).toBe('Written at the desk.');
  });

  test('the time warns twice and, when it is over, keeps what was typed and says so', async () => {
    const end = Date.now() + 16_000;
    shown = () =>
      lastSection(['essay'], {
        started_at: fromNow(-1),
        seconds: 60,
        ends_at: new Date(end).toISOString(),
        sections: [{ key: 'a', title: 'Writing', items: 1, adaptive: false }],
        server_time: fromNow(0),
      });
    const { api, page, url } = visit;
    await page.goto(url + PLAYER);
    await page.getByText('Less than two minutes are left.').waitFor({ timeout: 20_000 });
    await shoot(page, 'attempt-soon-phone');
    await expectAccessible(page);
    await page.waitForTimeout(Math.max(0, end - Date.now() - 250));
    await page.getByLabel('Your answer').fill('In the middle of a sent');

    await page.getByText('The time is over').waitFor({ timeout: 20_000 });
    await page.getByText('What you wrote up to then is kept').waitFor();
    expect(await page.getByLabel('Your answer').inputValue()).toBe('In the middle of a sent');
    expect(await page.getByLabel('Your answer').isDisabled()).toBe(true);
    await expect.poll(() => answerOf(answersSent(api), 'essay')).toEqual({ text: 'In the middle of a sent' });
    await shoot(page, 'attempt-over-phone');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Send the test' }).click();
    await page.getByRole('button', { name: 'Send it' }).waitFor();
  });

  test('a phone whose clock is a day wrong counts down to the right moment', async () => {
    const day = 24 * 60;
    shown = () =>
      lastSection(['essay'], {
        started_at: fromNow(day - 5),
        ends_at: fromNow(day + 30),
        seconds: 35 * 60,
        sections: [{ key: 'a', title: 'Writing', items: 1, adaptive: false }],
        server_time: fromNow(day),
      });
    const { page, url } = visit;
    await page.goto(url + PLAYER);

    await page.getByText(/^(30:00|29:5\d)$/).waitFor();
  });

  test('where the test may be paused its items are covered while the clock stands', async () => {
    let paused = false;
    shown = () => attempt(['essay'], { clock: 'pausable', ...(paused && { paused_at: fromNow(0) }) });
    const { api, page, url } = visit;
    api.on('PUT', `/v1${PLAYER}`, ({ body }) => {
      paused = (body as { move: string }).move === 'pause';
      return { body: shown() };
    });
    await page.goto(url + PLAYER);
    await page.getByRole('button', { name: 'Pause the clock' }).click();
    await page.getByRole('heading', { name: 'Paused' }).waitFor();
    expect(await page.getByLabel('Your answer').count()).toBe(0);
    await shoot(page, 'attempt-paused-phone');
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Go on' }).click();

    await heading(page, 'Item 1 of 1');
    expect(moves(api.calls)).toEqual([
      { section: 0, move: 'pause' },
      { section: 0, move: 'resume' },
    ]);
  });

  test('in an adaptive section an answer is confirmed for good and the next item follows', async () => {
    const [section] = attempt().sections;
    shown = () =>
      lastSection(['single_choice'], { sections: section ? [{ ...section, adaptive: true, items: 20 }] : [] });
    const { api, page, url } = visit;
    api.on('PUT', `/v1${PLAYER}/answers/{item}`, call => {
      const { body, ...rest } = saved(call);
      const follows = answersSent(api).length < 2 && { next: item('short_text') };
      return { ...rest, body: { ...(body as object), ...follows } };
    });
    await page.goto(url + PLAYER);
    await heading(page, 'Item 1, at most 20');
    await page.getByRole('radio', { name: '9 boxes' }).check();
    await page.getByText('On this device, not confirmed yet').waitFor();
    expect(answersSent(api)).toEqual([]);
    await shoot(page, 'attempt-adaptive-phone');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await heading(page, 'Item 2, at most 20');
    expect(answersSent(api).map(({ answer }) => answer)).toEqual([{ choice: 'b' }]);

    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('button', { name: 'Go on without' }).click();

    await heading(page, 'Before you send');
    await page.getByText('You answered all items of this section.').waitFor();
    expect(answersSent(api)).toHaveLength(2);
  });

  test('leaving says that the clock runs on, and giving up is asked', async () => {
    shown = () => attempt(['essay']);
    const { api, page, url } = visit;
    api.on('PUT', `/v1${PLAYER}`, () => {
      shown = () => ({ ...failed(), state: 'abandoned', result: undefined as never });
      return { body: shown() };
    });
    await page.goto(url + PLAYER);
    await page.getByRole('button', { name: 'Leave the test' }).click();
    await page.getByText('The clock runs on while you are away').waitFor();
    await shoot(page, 'attempt-leave-phone');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Stay' }).click();
    await page.getByRole('button', { name: 'Overview' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Give up this attempt…' }).click();
    await page.getByText('It counts as one of your attempts').waitFor();
    await page.getByRole('button', { name: 'Give up', exact: true }).click();

    await page.getByText('You gave this attempt up.').waitFor();
    expect(moves(api.calls)).toEqual([{ section: 0, move: 'abandon' }]);
  });

  test('what another device has sent already leads to the result', async () => {
    shown = inGrading;
    const { page, url } = visit;
    await page.goto(url + PLAYER);

    await page.getByRole('heading', { name: 'On its way' }).waitFor();
  });
});

describe.each([
  { name: 'desktop', look: { viewport: DESKTOP } },
  { name: 'desktop-dark', look: { viewport: DESKTOP, colorScheme: 'dark' } },
  { name: 'phone-dark', look: { viewport: PHONE, hasTouch: true, colorScheme: 'dark' } },
] as const)('$name', ({ name, look }) => {
  const visit = visitEach(() => attemptsApi(() => shown()), look);

  test('every kind of item holds and is accessible', async () => {
    shown = () => attempt();
    const { page, url } = visit;
    await page.goto(url + PLAYER);
    for (const [index, kind] of KINDS.entries()) {
      await heading(page, `Item ${index + 1} of 10`);
      await page.waitForTimeout(200);
      if (kind === 'critique' || kind === 'comparison' || kind === 'ordering') await ANSWERS[kind].give(page);
      await shoot(page, `attempt-${kind}-${name}`);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      if (index < KINDS.length - 1) await next(page);
    }
  });
});

describe('in Chinese', () => {
  const visit = visitEach(() => attemptsApi(() => shown()), { viewport: NARROW, hasTouch: true });

  test('every kind of item holds', async () => {
    shown = () => attempt();
    const { api, page, url } = visit;
    api.on('GET', '/v1/me', { body: { ...worker, locale: 'zh' }, headers: { ETag: '"1"' } });
    await page.goto(url + PLAYER);
    for (const [index, kind] of KINDS.entries()) {
      await heading(page, `第 ${index + 1} 题，共 10 题`);
      await page.waitForTimeout(200);
      await shoot(page, `zh-attempt-${kind}-narrow`);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      if (index < KINDS.length - 1) await page.getByRole('button', { name: '下一题' }).click();
    }
  });
});

describe('at 320 px with text at 200 %', () => {
  const visit = visitEach(() => attemptsApi(() => shown()), { viewport: { width: 320, height: 640 } });

  test.each(KINDS)('an item of kind %s holds', async kind => {
    shown = () => attempt([kind]);
    const { page, url } = visit;
    await page.goto(url + PLAYER);
    await heading(page, 'Item 1 of 1');
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    await page.waitForTimeout(200);
    await shoot(page, `attempt-${kind}-narrow-200`);
    await expectNoSidewaysScroll(page);
  });
});
