import { expect, test } from 'vitest';
import { answer, REASON, reason, TASK } from '../answering';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, launch, openPage, PHONE, shoot } from '../browser';
import type { FakeApi, Schema } from '../fixtures/fake-api';
import { comparison, officeApi, progress } from '../fixtures/office';
import { id } from '../fixtures/people';
import { claimed, workersApi } from '../fixtures/work';

const usd = (amount: string) => ({ amount, currency: 'USD' });

const SIZES = { phone: PHONE, desktop: DESKTOP };

/** What the worker held, after its requester called it back. */
function calledBack(): Schema<'Assignment'> {
  const { lease: _, ...rest } = claimed('preference', { state: 'cancelled', fence: 2 });
  return {
    ...rest,
    draft: { revision: 1, saved_at: new Date().toISOString(), output: { choice: 'a', reason: REASON } as never },
    cancellation: {
      reason: 'faulty_input',
      note: 'The second text was cut off in the middle.',
      pay: usd('0.18'),
      seconds: 120,
      estimate_seconds: 300,
      evidence: 'heartbeat',
      rule: 'pro_rata/1',
      cancelled_at: new Date().toISOString(),
    },
  };
}

async function visit(make: () => FakeApi, size: keyof typeof SIZES, look: Look): Promise<void> {
  const browser = await launch();
  const api = make();
  const url = await api.start();
  const { page, close } = await openPage(browser, { viewport: SIZES[size], hasTouch: size === 'phone' });
  try {
    await look({ api, url, page });
  } finally {
    await close();
    await api.stop();
    await browser.close();
  }
}

type Look = (visit: { api: FakeApi; url: string; page: Awaited<ReturnType<typeof openPage>>['page'] }) => Promise<void>;

for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) {
  test(`who is writing when it is called back hears so at once and keeps the text, ${size}`, async () => {
    await visit(workersApi, size, async ({ api, page, url }) => {
      let told = false;
      api.on('GET', `/v1/assignments/${TASK}`, () => ({ body: told ? calledBack() : claimed('preference') }));
      api.on('GET', '/v1/stream', () => ({
        headers: { 'Content-Type': 'text/event-stream' },
        body: told
          ? `event: assignment\ndata: {"assignment_id":"${TASK}","project_id":"${id('prj', 1)}","change":"cancelled"}\nid: 1:1:\n\n`
          : 'event: ready\ndata: {}\nid: 1:1:\n\n',
      }));
      await page.goto(`${url}/work/${TASK}`);
      // On a phone one turns from side to side; on a desktop both are there.
      if (size === 'phone') await answer(page);
      else {
        await page.getByRole('radio', { name: 'A is better' }).check();
        await reason(page).fill(REASON);
      }

      told = true;
      // The stream's end brings the page back to it; a beat of the device would tell the same.
      await page.evaluate(() => dispatchEvent(new Event('online')));

      await page.getByText('you were paid $0.18').waitFor({ timeout: 40_000 });
      expect(await reason(page).inputValue()).toBe(REASON);
      await page.getByRole('button', { name: 'Next task' }).waitFor();
      await shoot(page, `called-back-work-${size}`);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  });

  test(`what was called back is explained to the cent, ${size}`, async () => {
    await visit(workersApi, size, async ({ api, page, url }) => {
      const one = calledBack();
      api.on('GET', `/v1/assignments/${TASK}`, () => ({ body: one }));
      api.on('GET', '/v1/assignments', () => ({ body: { data: [one, claimed('writing')] } }));
      await page.goto(`${url}/history`);
      await page.getByText('you were paid $0.18').waitFor();
      await shoot(page, `called-back-list-${size}`);
      await expectAccessible(page);

      await page.getByText('you were paid $0.18').click();

      await page.getByText('The second text was cut off in the middle.').waitFor();
      await page.getByText(REASON).waitFor();
      await shoot(page, `called-back-${size}`);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  });

  test(`a requester sees what calling back costs before it is done, and what it came to, ${size}`, async () => {
    await visit(officeApi, size, async ({ api, page, url }) => {
      api
        .on('POST', '/v1/projects/{id}/recall/preview', {
          body: { tasks: 104, free: 280, in_work: 7, kept: 12, pay_now: usd('0.61'), pay_at_most: usd('1.75') },
        })
        .on('POST', '/v1/projects/{id}/recall', {
          body: {
            results: [{ status: 200, task_id: id('tsk', 1), in_work: 7, free: 3, kept: 0, paid: usd('0.64') }],
            in_work: 7,
            paid: usd('0.64'),
            released: usd('71.11'),
            left: 0,
            waiting: 12,
            project_state: 'live',
          },
        });
      await page.goto(`${url}/office/projects/${comparison.id}/tasks`);
      await page.getByRole('button', { name: 'Call back…' }).first().click();
      await page.getByText('$1.75').waitFor();
      if (size === 'desktop') {
        const [last, act] = await Promise.all([
          page.getByLabel('Complete the project').boundingBox(),
          page.getByRole('button', { name: 'Call back', exact: true }).boundingBox(),
        ]);
        expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThan(act?.y ?? 0);
      }
      await page.getByLabel('Reason').selectOption('faulty_input');
      await page.getByLabel('Note').fill('The second text was cut off.');
      await shoot(page, `office-recall-${size}`);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.getByRole('button', { name: 'Call back', exact: true }).click();

      await page.getByText('$71.11').waitFor();
      await shoot(page, `office-recalled-${size}`);
      const call = api.calls.find(({ path }) => path.endsWith('/recall'));
      expect(call?.body).toEqual({
        tasks: { filter: { work: 'any' } },
        reason: 'faulty_input',
        note: 'The second text was cut off.',
        complete: false,
      });
      expect(call?.headers['idempotency-key']).toMatch(/-1$/);
    });
  });

  test(`a rule for overlap is offered with an example, and what it did is drawn, ${size}`, async () => {
    await visit(officeApi, size, async ({ api, page, url }) => {
      api.on('GET', '/v1/projects/{id}/progress', {
        body: {
          ...progress,
          tasks: { ...progress.tasks, cancelled: 4 },
          settling: {
            settled: [
              { answers: 3, tasks: 8 },
              { answers: 4, tasks: 61 },
              { answers: 7, tasks: 12 },
            ],
            undecided: 25,
            uncovered: 2,
          },
        } satisfies Schema<'Progress'>,
      });
      await page.goto(`${url}/office/projects/new?kind=preference`);
      await page.getByLabel('When people disagree').selectOption('posterior');
      await page.getByText('until the leading answer has 95 %').waitFor();
      await page.getByText('until the leading answer has 95 %').scrollIntoViewIfNeeded();
      await shoot(page, `office-overlap-${size}`);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.goto(`${url}/office/projects/${comparison.id}`);
      await page.getByText('81 tasks settled, 25 not yet').waitFor();
      await page.getByText('81 tasks settled, 25 not yet').scrollIntoViewIfNeeded();
      await shoot(page, `office-settled-${size}`);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  });
}
