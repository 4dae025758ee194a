import { expect, test } from 'vitest';
import { expectAccessible, PHONE, shoot } from '../browser';
import { problem } from '../fixtures/fake-api';
import { worker } from '../fixtures/people';
import { workersApi } from '../fixtures/work';
import { visitEach } from '../visit';

const visit = visitEach(() => workersApi({ ...worker, email_verified: false }), { viewport: PHONE, hasTouch: true });
const RESEND = '/v1/accounts/verification/requests';

test('who has not confirmed the address learns it before the first claim, until it is confirmed', async () => {
  const { api, page, url } = visit;
  api.on('POST', RESEND, { status: 202, body: {} });
  await page.goto(url);
  await page.getByText('Confirm your address to start working.').waitFor();
  await page.getByRole('button', { name: 'Send the message again' }).click();
  await page.getByText('a message is on its way').waitFor();
  await shoot(page, 'unconfirmed-phone');
  await expectAccessible(page);

  expect(api.calls.find(({ path }) => path === RESEND)?.body).toEqual({ email: worker.email });

  api.on('GET', '/v1/me', { body: worker });
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await page.getByText('Confirm your address to start working.').waitFor({ state: 'detached' });
});

test('a claim refused for the address offers the message again', async () => {
  const { api, page, url } = visit;
  api.on('POST', '/v1/claims', problem(403, 'email_not_verified', 'Confirm your address first'));
  await page.goto(url);
  await page.getByRole('button', { name: 'Start the best one' }).click();

  const refused = page.getByRole('alert');
  await refused.getByText('Confirm your address first').waitFor();
  await refused.getByRole('button', { name: 'Send the message again' }).waitFor();
});
