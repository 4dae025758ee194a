import { describe, expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, shoot } from '../browser';
import { problem } from '../fixtures/fake-api';
import { draft, officeApi, owner } from '../fixtures/office';
import { id } from '../fixtures/people';
import { visitEach } from '../visit';

const NARROW = { width: 360, height: 740 };

const invitingApi = () =>
  officeApi().on('GET', `/v1/projects/${draft.id}`, {
    body: { ...draft, requirements: { invited_only: true } },
    headers: { ETag: '"7"' },
  });

describe('whom a project invites', () => {
  const visit = visitEach(() => invitingApi(), { viewport: NARROW, hasTouch: true });
  const INVITED = `/v1/projects/${draft.id}/invited-workers`;

  for (const locale of ['en', 'zh'] as const) {
    test(`is listed and can be taken back, ${locale}`, async () => {
      const { page, url, api } = visit;
      api
        .on('GET', '/v1/me', { body: { ...owner, locale }, headers: { ETag: '"1"' } })
        .on('DELETE', `${INVITED}/{id}`, {});
      await page.goto(`${url}/office/projects/${draft.id}/workers`);
      await page.locator(`html[lang=${locale}]`).waitFor({ state: 'attached' });
      await page.getByText(id('wrk', 11)).waitFor();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await shoot(page, `invited-phone-${locale}`, true);
      await page.setViewportSize(DESKTOP);
      await shoot(page, `invited-desktop-${locale}`);
      await page.getByRole('button', { name: id('wrk', 12) }).click();
      await expect
        .poll(() => api.calls.find(({ method }) => method === 'DELETE')?.path)
        .toBe(`${INVITED}/${id('wrk', 12)}`);
    });
  }

  test('is pasted as a list, and what is wrong in it is named', async () => {
    const { page, url, api } = visit;
    await page.goto(`${url}/office/projects/${draft.id}/workers`);
    const numbers = page.getByLabel('Worker numbers');
    await numbers.fill(`${id('wrk', 21)}\nada`);
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByText('ada is no worker number').waitFor();
    api.on(
      'POST',
      INVITED,
      problem(422, 'invalid', 'Not valid', {
        errors: [{ pointer: '/worker_ids/1', code: 'unknown', detail: 'There is no such worker.' }],
      }),
    );
    await numbers.fill(`${id('wrk', 21)}\n${id('wrk', 22)}, ${id('wrk', 21)}`);
    await page.getByRole('button', { name: 'Invite 2 workers' }).click();
    await page.getByText('There is no such worker.').waitFor();
    expect(await numbers.getAttribute('aria-invalid')).toBe('true');

    api.on('POST', INVITED, {});
    await numbers.fill(id('wrk', 21));
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByText('They are invited.').waitFor();
    expect(await numbers.inputValue()).toBe('');
    expect(api.calls.findLast(({ method, path }) => method === 'POST' && path === INVITED)?.body).toEqual({
      worker_ids: [id('wrk', 21)],
    });
  });
});
