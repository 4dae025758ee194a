import type { Page } from 'playwright-core';
import type { Call, FakeApi, Reply } from './fixtures/fake-api';
import { id } from './fixtures/people';
import { claimed } from './fixtures/work';

/** The comparison that the fixture's worker holds. */
export const TASK = id('asg', 1);
export const SUBMISSION = `/v1/assignments/${TASK}/submission`;
export const REASON = 'It names the cost, and a trial that would settle the question.';

/** The server's answer to a submission of {@link TASK}. */
export function received(): Reply {
  const { lease: _, ...rest } = claimed('preference', { state: 'submitted' });
  return { status: 201, body: rest };
}

/** What was sent for {@link TASK}, oldest first. */
export function submissions(api: FakeApi): Call[] {
  return api.calls.filter(({ method, path }) => method === 'POST' && path === SUBMISSION);
}

/** Reads both sides of {@link TASK}, votes and says why. */
export async function answer(page: Page): Promise<void> {
  // A side counts once it was in view for most of a second.
  await page.getByText('Closing the street').waitFor();
  await page.waitForTimeout(900);
  await page.getByRole('button', { name: 'B', exact: true }).click();
  await page.getByRole('radio', { name: 'A is better' }).check();
  await reason(page).fill(REASON);
}

/** Where the reason of {@link TASK} is written. */
export function reason(page: Page) {
  return page.getByRole('textbox', { name: 'Why?' });
}
