import { expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, PHONE, shoot } from '../browser';
import type { Schema } from '../fixtures/fake-api';
import { CARDS, PROJECTS, workersApi } from '../fixtures/work';
import { visitEach } from '../visit';

const visit = visitEach(workersApi, { viewport: PHONE, hasTouch: true });

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

/** The feed with an offer of the first card to this worker and of the second to others. */
function feed(seconds: number): Schema<'Feed'> {
  const [first, second, ...rest] = CARDS as [Schema<'Card'>, Schema<'Card'>, ...Schema<'Card'>[]];
  const until = inSeconds(seconds);
  const cards = [{ ...first, offer: { yours: true, until } }, { ...second, offer: { yours: false, until } }, ...rest];
  return { cards, held: [], server_time: inSeconds(0) };
}

test('a card says for whom scarce work was drawn and for how long, with why it is shown and what its pay rests on', async () => {
  const { api, page, url } = visit;
  api.on('GET', '/v1/feed', { body: feed(80) });
  await page.goto(url);

  await page.getByText('Reserved for you').waitFor();
  await page.getByText('lots are drawn again').waitFor();
  await page.getByRole('list', { name: 'Why you see this' }).first().getByText('Pays well for its time').waitFor();
  await page.getByText('by your own times').waitFor();
  await shoot(page, 'offer-phone', true);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.setViewportSize(DESKTOP);
  await shoot(page, 'offer-desktop');
});

test('an offer that is over is gone, and the feed is asked what comes next', async () => {
  const { api, page, url } = visit;
  const first = feed(2);
  let asked = 0;
  api.on('GET', '/v1/feed', () => ({ body: asked++ === 0 ? first : feed(60) }));
  await page.goto(url);
  await page.getByText('Reserved for you').waitFor();

  await expect.poll(() => asked, { timeout: 8_000 }).toBe(2);
  await page.getByText('Reserved for you').waitFor();
});

test('work that is offered to others cannot be started before lots are drawn again', async () => {
  const { api, page, url } = visit;
  const { id } = PROJECTS.preference;
  const [, , third] = CARDS;
  const until = inSeconds(2);
  const body = (offer?: Schema<'Card'>['offer']) => ({
    card: { ...third, project_id: id, reasons: [], ...(offer && { offer }) },
    guideline: { version: 2, markdown: '# Compare', summary: 'Choose.', published_at: inSeconds(-1_000) },
    template: { question: 'Which?' },
    acknowledged_version: 2,
  });
  api.on('GET', `/v1/feed/${id}`, () => ({
    body: body(Date.now() < Date.parse(until) ? { yours: false, until } : undefined),
  }));
  await page.goto(`${url}/projects/${id}`);
  const start = page.getByRole('button', { name: 'Start a task' });

  await start.waitFor();
  expect(await start.isDisabled()).toBe(true);
  await shoot(page, 'offer-others-phone');
  await expectAccessible(page);

  await expect.poll(() => start.isDisabled(), { timeout: 8_000 }).toBe(false);
});
