import { expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, PHONE, shoot } from '../browser';
import type { Schema } from '../fixtures/fake-api';
import { asked, comparison, draft, officeApi, progress } from '../fixtures/office';
import { visitEach } from '../visit';

const visit = visitEach(() => officeApi(), { viewport: DESKTOP });

test('the progress says what nobody is left to do', async () => {
  const { api, page, url } = visit;
  const submissions = { ...progress.submissions, wanted: 638, closed: 2 };
  api.on('GET', `/v1/projects/${comparison.id}/progress`, { body: { ...progress, submissions } });
  await page.goto(`${url}/office/projects/${comparison.id}`);

  await page.getByText('2 more were ordered and will not come').waitFor();
  await shoot(page, 'progress-closed');
  await expectAccessible(page);
});

test('a launch without the gold that was planned is warned of', async () => {
  const { api, page, url } = visit;
  api.on('GET', `/v1/projects/${draft.id}`, { body: { ...draft, gold_permille: 50, gold_tasks: 0 } });
  await page.goto(`${url}/office/projects/${draft.id}`);
  await page.getByRole('button', { name: /^Launch/ }).click();

  await page.getByText('No gold task is loaded').waitFor();
  await expectAccessible(page);
});

test('one task is spoken of as one', async () => {
  const { api, page, url } = visit;
  api.on('GET', `/v1/projects/${draft.id}`, { body: { ...draft, tasks: 1, gold_tasks: 0 } });
  await page.goto(`${url}/office/projects/${draft.id}`);

  await page.getByRole('heading', { name: 'Described, 1 task loaded, 0 of them gold' }).waitFor();
});

test('whom nobody can satisfy sees all that is asked, and what each of it costs', async () => {
  const { api, page, url } = visit;
  api.on('GET', `/v1/projects/${draft.id}/estimate`, {
    body: {
      submissions: 9,
      cost: { amount: '0.72', currency: 'USD' },
      available: { amount: '10', currency: 'USD' },
      shortfall: { amount: '0', currency: 'USD' },
      workers: { could: 0, would: 0, active: 0, requirements: asked },
      effective_pay_per_hour: { amount: '14.40', currency: 'USD' },
      seconds_low: 40,
      seconds_high: 420,
    } satisfies Schema<'Estimate'>,
  });
  for (const side of ['', '/workers', '/setup']) {
    await page.goto(`${url}/office/projects/${draft.id}${side}`);
    for (const { text } of asked) await page.getByText(text, { exact: true }).waitFor();
    await page.getByText('118 more could without it').waitFor();
    for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
      await page.setViewportSize(viewport);
      await shoot(page, `office-asked${side.replace('/', '-')}-${size}`, true);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  }
});

test('a launch with gold is not warned of', async () => {
  const { api, page, url } = visit;
  api.on('GET', `/v1/projects/${draft.id}`, { body: { ...draft, gold_permille: 50, gold_tasks: 3 } });
  await page.goto(`${url}/office/projects/${draft.id}`);
  await page.getByRole('button', { name: /^Launch/ }).click();

  await page.getByRole('dialog').getByText('is set aside from the wallet').waitFor();
  expect(await page.getByText('No gold task is loaded').count()).toBe(0);
});

test('a short message stands as far from its right edge as from its left', async () => {
  const { api, page, url } = visit;
  api.on('PATCH', `/v1/projects/${draft.id}`, { body: draft, headers: { ETag: '"8"' } });
  await page.goto(`${url}/office/projects/${draft.id}/setup`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const text = page.getByText('Saved.', { exact: true });
  await text.waitFor();

  const [inner, outer] = await Promise.all([text.boundingBox(), text.locator('..').boundingBox()]);
  if (!inner || !outer) throw new Error('The message is gone.');
  await shoot(page, 'toast-desktop');
  expect(outer.x + outer.width - inner.x - inner.width).toBeCloseTo(inner.x - outer.x, 0);
});
