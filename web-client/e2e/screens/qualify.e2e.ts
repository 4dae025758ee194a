import { describe, expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, PHONE, shoot } from '../browser';
import { ATTEMPT, attempt, attemptsApi, failed, inGrading, passed, QUALIFICATIONS } from '../fixtures/attempts';
import { problem } from '../fixtures/fake-api';
import { worker } from '../fixtures/people';
import { visitEach } from '../visit';

const NARROW = { width: 360, height: 740 };

describe('qualifying', () => {
  const visit = visitEach(attemptsApi, { viewport: PHONE, hasTouch: true });

  test('the page says what each qualification opens, what its test takes, and what is under way', async () => {
    const { page, url } = visit;
    await page.goto(`${url}/qualify`);
    await page.getByText('up to $41.50 per hour').waitFor();
    await page.getByText('in 3 projects').waitFor();
    await page.getByText('The clock runs until').waitFor();
    await page.getByRole('heading', { name: 'Being graded' }).waitFor();

    const names = await page.getByRole('article').getByRole('heading').allInnerTexts();
    expect(names).toEqual(['Careful English writing', 'Java code review', 'Reading contracts', 'Arithmetic reasoning']);
    await page.getByText('You can begin from 8 Dec 2026, 09:30.').waitFor();
    await page.getByText('renewable from 11 Jan 2027').waitFor();
    expect(await page.getByRole('link', { name: 'Qualify' }).getAttribute('aria-current')).toBe('page');
    for (const [name, size] of Object.entries({ phone: PHONE, narrow: NARROW, desktop: DESKTOP })) {
      await page.setViewportSize(size);
      await shoot(page, `qualify-${name}`, true);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  });

  test('a missing prerequisite is one tap away', async () => {
    const { page, url } = visit;
    await page.goto(`${url}/qualify/${QUALIFICATIONS.law}`);
    await page.getByText('level 3 or higher').waitFor();
    await shoot(page, 'qualification-lacking-phone');

    await page.getByRole('link', { name: 'Careful English writing' }).click();

    await page.getByRole('heading', { name: 'Careful English writing', level: 1 }).waitFor();
  });

  test('the test begins once the statement is agreed to, and twice under the same id when the answer was lost', async () => {
    const { api, page, url } = visit;
    const begun = () => api.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/attempts'));
    api.on('POST', '/v1/qualifications/{id}/attempts', () =>
      begun().length < 2 ? problem(503, 'unavailable', 'The server is busy') : { status: 201, body: attempt() },
    );
    await page.goto(`${url}/qualify/${QUALIFICATIONS.writing}`);
    await page.getByText('1.5 times the usual time').waitFor();
    await page.getByText('do not count').waitFor();
    await page.getByText('try again after 7 days').waitFor();
    for (const [name, size] of Object.entries({ phone: PHONE, narrow: NARROW, desktop: DESKTOP })) {
      await page.setViewportSize(size);
      await shoot(page, `qualification-${name}`, true);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
    const begin = page.getByRole('button', { name: 'Begin the test' });
    expect(await begin.isDisabled()).toBe(true);

    await page.getByLabel('I agree').check();
    await begin.click();
    await page.getByText('The server is busy').waitFor();
    await begin.click();

    await page.getByRole('heading', { name: 'Item 1 of 10' }).waitFor();
    const ids = begun().map(({ body }) => (body as { claim_id: string }).claim_id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(new URL(page.url()).pathname).toBe(`/attempts/${ATTEMPT}`);
  });

  test('when it is not possible after all the server says why, in its words', async () => {
    const { api, page, url } = visit;
    api.on(
      'POST',
      '/v1/qualifications/{id}/attempts',
      problem(409, 'attempt_not_possible', 'The organisation cannot pay for the test now', { retryable: false }),
    );
    await page.goto(`${url}/qualify/${QUALIFICATIONS.writing}`);
    await page.getByLabel('I agree').check();
    await page.getByRole('button', { name: 'Begin the test' }).click();

    await page.getByText('The organisation cannot pay for the test now').waitFor();
  });

  test('a test under way is gone on with, not begun again', async () => {
    const { api, page, url } = visit;
    api.on('GET', `/v1/qualifications/${QUALIFICATIONS.writing}`, () => ({
      body: {
        id: QUALIFICATIONS.writing,
        name: 'Careful English writing',
        description: 'Writes well.',
        offered_by: 'Lindenhof Lab',
        levels: [1],
        test: {
          minutes: 45,
          sections: [],
          introduction: 'Write.',
          honesty: 'Honestly.',
          possible: false,
          attempts_made: 1,
          open_attempt_id: ATTEMPT,
        },
      },
    }));
    await page.goto(`${url}/qualify/${QUALIFICATIONS.writing}`);
    await page.getByText('You are in the middle of it').waitFor();
    expect(await page.getByRole('button', { name: 'Begin the test' }).count()).toBe(0);

    await page.getByRole('link', { name: 'Go on' }).click();

    await page.getByRole('heading', { name: 'Item 1 of 10' }).waitFor();
  });
});

describe('results', () => {
  let shown = failed;
  const visit = visitEach(() => attemptsApi(() => shown()), { viewport: PHONE, hasTouch: true });
  const result = `/attempts/${ATTEMPT}/result`;

  test('a fail says what was missing, why, from when on, and what is still open', async () => {
    shown = failed;
    const { page, url } = visit;
    await page.goto(url + result);
    await page.getByRole('heading', { name: 'Not passed this time' }).waitFor();
    await page.getByText('58%, needed 65%').waitFor();
    await page.getByText('1 of 4, needed 2').waitFor();
    await page.getByText('Names what the neighbour loses').waitFor();
    await page.locator('blockquote').getByText('you will have to live with that').waitFor();
    await page.getByText('1 attempt is left this year.').waitFor();
    await page.getByText('Answered by').waitFor();
    expect(await page.getByText('A reader knows after one reading').count()).toBe(0);

    await page.getByText('The question').first().click();
    await page.getByRole('img', { name: 'A box with three rows' }).waitFor();
    for (const [name, size] of Object.entries({ phone: PHONE, narrow: NARROW, desktop: DESKTOP })) {
      await page.setViewportSize(size);
      await shoot(page, `result-failed-${name}`, true);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  });

  test('a grade is appealed from its item in one tap, and the feedback is rated', async () => {
    shown = failed;
    const { api, page, url } = visit;
    api
      .on('POST', '/v1/attempts/{id}/appeals', { status: 201, body: {} })
      .on('PUT', '/v1/attempts/{id}/feedback-rating', {});
    await page.goto(url + result);
    await page.getByRole('button', { name: 'Appeal the grade' }).click();
    await page.getByLabel('What was overlooked?').fill('The second sentence names what the neighbour loses.');
    await shoot(page, 'result-appeal-phone');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByText('It is on its way to another person.').waitFor();

    await page.getByRole('radio', { name: '4', exact: true }).check({ force: true });
    await page.getByLabel('What would make it more useful?').fill('Say it earlier.');
    await page.getByRole('button', { name: 'Say so' }).click();
    await page.getByText('Thank you.').waitFor();

    const [appeal] = api.calls.filter(({ path }) => path.endsWith('/appeals'));
    expect(appeal?.body).toMatchObject({ against: 'grade' });
    const [rating] = api.calls.filter(({ path }) => path.endsWith('/feedback-rating'));
    expect(rating?.body).toEqual({ useful: 4, text: 'Say it earlier.' });
  });

  test('a pass says the level, until when, the estimate, and why it was decided anew', async () => {
    shown = passed;
    const { page, url } = visit;
    await page.goto(url + result);
    await page.getByRole('heading', { name: 'Passed' }).waitFor();
    await page.getByRole('img', { name: 'Level 3 of 5' }).waitFor();
    await page.getByText('The key of one item was wrong.').waitFor();
    await page.getByRole('img', { name: 'very likely between' }).waitFor();
    await page.getByText('The next level takes 85%').waitFor();
    for (const [name, size] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
      await page.setViewportSize(size);
      await shoot(page, `result-passed-${name}`, true);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
    await page.getByRole('link', { name: 'See the work it opens' }).click();
    await page.getByText('Harbour Post').waitFor();
  });

  test('while people grade it says where it is', async () => {
    shown = inGrading;
    const { page, url } = visit;
    await page.goto(url + result);
    await page.getByText('Two people grade the open answers').waitFor();
    await shoot(page, 'result-waiting-phone');
    await expectAccessible(page);
  });
});

describe('in the dark and in Chinese', () => {
  const visit = visitEach(() => attemptsApi(failed), { viewport: PHONE, hasTouch: true, colorScheme: 'dark' });

  test('every page holds', async () => {
    const { api, page, url } = visit;
    api.on('GET', '/v1/me', { body: { ...worker, locale: 'zh' }, headers: { ETag: '"1"' } });
    for (const [name, path] of Object.entries({
      qualify: '/qualify',
      qualification: `/qualify/${QUALIFICATIONS.writing}`,
      result: `/attempts/${ATTEMPT}/result`,
    })) {
      await page.goto(url + path);
      await page.waitForTimeout(800);
      expect(await page.locator('html').getAttribute('lang')).toBe('zh');
      await shoot(page, `zh-${name}-dark-phone`, true);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  });
});

describe('at 320 px with text at 200 %', () => {
  const visit = visitEach(() => attemptsApi(failed), { viewport: { width: 320, height: 640 } });

  test('nothing has to be scrolled sideways', async () => {
    const { page, url } = visit;
    for (const [name, path] of Object.entries({
      qualify: '/qualify',
      qualification: `/qualify/${QUALIFICATIONS.writing}`,
      result: `/attempts/${ATTEMPT}/result`,
    })) {
      await page.goto(url + path);
      await page.waitForTimeout(700);
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      await page.waitForTimeout(200);
      await shoot(page, `${name}-narrow-200`);
      await expectNoSidewaysScroll(page);
    }
  });
});
