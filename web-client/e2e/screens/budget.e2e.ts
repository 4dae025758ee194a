import { expect, test } from 'vitest';
import { DESKTOP, expectAccessible, shoot } from '../browser';
import { problem } from '../fixtures/fake-api';
import { officeApi, rating } from '../fixtures/office';
import { visitEach } from '../visit';

const visit = visitEach(officeApi, { viewport: DESKTOP });

const usd = (amount: string) => ({ amount, currency: 'USD' });

test('a project whose budget is used up says so, and one press raises it and goes on', async () => {
  const { api, page, url } = visit;
  api
    .on('PATCH', '/v1/projects/{id}', { body: { ...rating, budget: usd('96.00') } })
    .on('POST', '/v1/projects/{id}/launch', { body: { ...rating, state: 'live' } });
  await page.goto(`${url}/office/projects/${rating.id}`);
  await page.getByRole('heading', { name: 'The budget is used up' }).waitFor();
  await page.getByText('$59.40 of $60.00 is paid or promised.').waitFor();

  await page.getByRole('button', { name: 'Raise the budget…' }).click();
  expect(await page.getByLabel('New budget in all (USD)').inputValue()).toBe('96.00');
  await shoot(page, 'office-budget-desktop');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Raise it and resume' }).click();
  await page.getByText('The project goes on.').waitFor();

  const change = api.calls.find(({ method }) => method === 'PATCH');
  expect(change?.body).toEqual({ budget: usd('96.00') });
  expect(change?.headers['if-match']).toBe('"7"');
  expect(api.calls.some(({ path }) => path.endsWith('/launch'))).toBe(true);
});

test('when the wallet cannot pay for one more submission, adding money comes first', async () => {
  const { api, page, url } = visit;
  api.on('GET', '/v1/projects/{id}/estimate', {
    body: {
      submissions: 61,
      cost: usd('36.60'),
      available: usd('0.10'),
      shortfall: usd('36.50'),
      workers: { could: 54, would: 41, active: 23, requirements: [] },
      effective_pay_per_hour: usd('14.40'),
      seconds_low: 680,
      seconds_high: 8500,
    },
  });

  await page.goto(`${url}/office/projects/${rating.id}`);
  await page.getByRole('button', { name: 'Add money' }).click();

  expect(await page.getByLabel('Amount (USD)').inputValue()).toBe('36.50');
});

test('a budget that the wallet does not cover leads to adding money', async () => {
  const { api, page, url } = visit;
  api
    .on('PATCH', '/v1/projects/{id}', { body: rating })
    .on('POST', '/v1/projects/{id}/launch', problem(409, 'funds_missing', 'The wallet does not cover this'));
  await page.goto(`${url}/office/projects/${rating.id}`);
  await page.getByRole('button', { name: 'Raise the budget…' }).click();
  await page.getByRole('button', { name: 'Raise it and resume' }).click();
  await page.getByText('The wallet does not cover this').waitFor();

  await page.getByRole('button', { name: 'Add money' }).click();

  await page.getByLabel('Amount (USD)').waitFor();
});
