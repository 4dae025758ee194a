import { describe, expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, PHONE, shoot } from '../browser';
import { eligibility, MISSING } from '../fixtures/eligibility';
import { problem, type Schema } from '../fixtures/fake-api';
import { comparison, officeApi } from '../fixtures/office';
import { id, worker } from '../fixtures/people';
import { PROJECTS, workersApi } from '../fixtures/work';
import { visitEach } from '../visit';

const { id: PROJECT } = PROJECTS.preference;
const ASKED = `/v1/projects/${PROJECT}/eligibility/${worker.worker_id}`;

describe('a worker', () => {
  const visit = visitEach(workersApi, { viewport: PHONE, hasTouch: true });

  test('reads on the project why they cannot take it, mends it and may start', async () => {
    const { api, page, url } = visit;
    let missing = MISSING.slice(0, 1);
    api
      .on('GET', ASKED, () => ({ body: eligibility(PROJECT, { missing }) }))
      .on('PUT', '/v1/me/worker', call => {
        missing = [];
        return { body: { id: worker.worker_id, ...(call.body as object) }, headers: { ETag: '"8"' } };
      });
    await page.goto(`${url}/projects/${PROJECT}`);
    await page.getByText('Speaks French fluently').waitFor();
    expect(await page.getByRole('button', { name: 'Start a task' }).count()).toBe(0);

    await page.getByRole('link', { name: 'Change your languages' }).click();
    await page.getByLabel('Add a language').selectOption('fr');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByRole('button', { name: 'Back to the work' }).click();

    await page.getByRole('button', { name: 'Start a task' }).waitFor();
  });

  test('reads every requirement that is missing, and unfolds those that are met', async () => {
    const { api, page, url } = visit;
    api.on('GET', ASKED, { body: eligibility(PROJECT, { missing: MISSING }) });
    await page.goto(`${url}/projects/${PROJECT}`);
    await page.getByRole('heading', { name: 'Why you cannot take this work yet' }).waitFor();
    await shoot(page, 'why-not-phone', true);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    await page.getByText('2 requirements are met').click();
    await page.getByText('Has confirmed their e-mail address').waitFor();
    await page.setViewportSize(DESKTOP);
    await shoot(page, 'why-not-desktop');
    await expectAccessible(page);
  });

  test('is told that a project is paused when a link leads to it', async () => {
    const { api, page, url } = visit;
    const obstacles = [{ code: 'paused' as const, text: 'The project is paused.' }];
    api
      .on('GET', ASKED, { body: eligibility(PROJECT, { obstacles }) })
      .on('GET', `/v1/feed/${PROJECT}`, problem(404, 'not_found', 'There is no such project'));
    await page.goto(`${url}/projects/${PROJECT}`);

    await page.getByRole('heading', { name: 'The project is paused.' }).waitFor();
    await shoot(page, 'why-not-paused-phone');
    await expectAccessible(page);
  });

  test('sees without any work what would unlock some', async () => {
    const { api, page, url } = visit;
    const empty = {
      code: 'locked' as const,
      text: 'There is work that asks for something you do not have yet.',
      unlock: [
        {
          project_id: PROJECT,
          project_title: PROJECTS.preference.name,
          missing: MISSING.slice(0, 1),
          pay_per_hour: { amount: '18', currency: 'USD' },
        },
        {
          project_id: PROJECTS.rubric.id,
          project_title: PROJECTS.rubric.name,
          missing: MISSING.slice(1),
          pay_per_hour: { amount: '21.6', currency: 'USD' },
        },
      ],
    };
    const feed: Schema<'Feed'> = { cards: [], held: [], server_time: new Date().toISOString(), empty };
    api.on('GET', '/v1/feed', { body: feed });
    await page.goto(url);
    await page.getByText('What would unlock work').waitFor();
    await shoot(page, 'unlock-phone', true);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.setViewportSize(DESKTOP);
    await shoot(page, 'unlock-desktop');

    await page.getByRole('link', { name: PROJECTS.preference.name }).click();
    await page.waitForURL(`${url}/projects/${PROJECT}`);
  });
});

describe('the office', () => {
  const visit = visitEach(() => officeApi(), { viewport: PHONE, hasTouch: true });
  const other = id('wrk', 7);

  test('finds out why a worker does not see a project', async () => {
    const { api, page, url } = visit;
    api.on('GET', `/v1/projects/${comparison.id}/eligibility/${other}`, {
      body: eligibility(comparison.id, {
        missing: MISSING,
        obstacles: [{ code: 'guideline_unread', text: 'The newest guideline has to be read first.' }],
      }),
    });
    await page.goto(`${url}/office/projects/${comparison.id}/workers`);

    await page.getByLabel('Worker number', { exact: true }).fill('somebody');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText('begins with wrk_').waitFor();
    await page.getByLabel('Worker number', { exact: true }).fill(` ${other} `);
    await page.getByRole('button', { name: 'Check' }).click();

    await page.getByText('3 requirements are not met').waitFor();
    await page.getByText('Speaks French fluently').waitFor();
    // The advice speaks to the worker, who is not the one that reads this.
    expect(await page.getByText('add it to your profile').count()).toBe(0);
    await shoot(page, 'checker-phone', true);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.setViewportSize(DESKTOP);
    await shoot(page, 'checker-desktop');
    const [field, button] = await Promise.all([
      page.getByLabel('Worker number', { exact: true }).boundingBox(),
      page.getByRole('button', { name: 'Check' }).boundingBox(),
    ]);
    const middle = (box: typeof field) => (box?.y ?? 0) + (box?.height ?? 0) / 2;
    expect(Math.abs(middle(field) - middle(button))).toBeLessThan(1);
    expect(button?.x).toBeGreaterThan((field?.x ?? 0) + (field?.width ?? 0));
  });
});
