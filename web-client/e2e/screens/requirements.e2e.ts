import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, openPage, shoot } from '../browser';
import { type FakeApi, problem, type Schema } from '../fixtures/fake-api';
import { asked, draft, officeApi, owner, usable } from '../fixtures/office';
import { id } from '../fixtures/people';
import { visitEach } from '../visit';

const NARROW = { width: 360, height: 740 };
const SETUP = `/office/projects/${draft.id}/setup`;
const REACH = `/v1/organisations/${draft.organisation_id}/reach`;
const [contracts, arguing, english] = usable.map(one => one.id) as [string, string, string];

type Requirements = Schema<'Requirements'>;
type Reach = Schema<'Reach'>;

const EVERYTHING: Requirements = {
  languages: [
    { language: 'en', level: 'fluent' },
    { language: 'fr', level: 'native' },
  ],
  countries: { any_of: ['FR', 'CH', 'CI'] },
  identity: 'document',
  qualifications: [
    { qualification_id: contracts, compare: 'at_least', level: 3 },
    { qualification_id: english, compare: 'in', levels: [2, 4, 5], guards: 'discover' },
    { qualification_id: arguing, compare: 'absent', guards: 'preview' },
  ],
  skills: [{ domain: 'law/contracts', at_least: 0.85 }],
  devices: ['computer', 'tablet'],
  vendors: { none_of: [id('org', 7)] },
  exclusion_groups: ['pilot-2026'],
  invited_only: true,
};

/** A draft that asks `requirements`, counted by `reach`. */
function asking(requirements: Requirements, reach?: (wanted: Requirements) => Reach, me = owner): FakeApi {
  const api = officeApi(me).on('GET', `/v1/projects/${draft.id}`, {
    body: { ...draft, requirements },
    headers: { ETag: '"7"' },
  });
  return reach
    ? api.on('POST', REACH, call => ({ body: reach((call.body as { requirements: Requirements }).requirements) }))
    : api;
}

const counted = (could: number, would = could, requirements: Reach['requirements'] = asked): Reach => ({
  could,
  would,
  active: Math.min(would, 23),
  requirements,
});

const asksOf = (api: FakeApi) => api.calls.filter(({ path }) => path === REACH);
const strip = (page: Page) => page.locator('form [role=status][aria-busy]');

async function saved(api: FakeApi, page: Page): Promise<Requirements> {
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => api.calls.some(({ method }) => method === 'PATCH')).toBe(true);
  const { body } = api.calls.find(({ method }) => method === 'PATCH') ?? {};
  return (body as Schema<'ProjectChange'>).requirements ?? {};
}

describe('what is asked of workers', () => {
  const visit = visitEach(() => asking({ languages: [{ language: 'en', level: 'fluent' }] }), { viewport: DESKTOP });

  for (const [size, viewport] of Object.entries({ phone: NARROW, desktop: DESKTOP })) {
    for (const locale of ['en', 'zh'] as const) {
      test(`with everything that can be asked, ${size}, ${locale}`, async () => {
        const api = asking(EVERYTHING, () => counted(54, 41), { ...owner, locale });
        const url = await api.start();
        const { page, close } = await openPage(visit.browser, { viewport, hasTouch: size === 'phone' });
        await page.goto(url + SETUP);
        await page.locator(`html[lang=${locale}]`).waitFor({ state: 'attached' });
        await strip(page).getByText('54').waitFor();
        await page.waitForLoadState('networkidle');
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await shoot(page, `requirements-${size}-${locale}-whole`, true);
        await strip(page).scrollIntoViewIfNeeded();
        await shoot(page, `requirements-${size}-${locale}`);
        const combobox = page.locator('input[role=combobox]');
        await combobox.click();
        await combobox.fill(locale === 'en' ? 'united' : '国');
        await expectAccessible(page);
        await shoot(page, `requirements-${size}-${locale}-countries`);
        await page.setViewportSize({ width: 320, height: 640 });
        await expectNoSidewaysScroll(page);
        await close();
        await api.stop();
      });
    }
  }

  test('comes back unchanged when nothing was changed', async () => {
    const { page, url, api } = visit;
    api.on('GET', `/v1/projects/${draft.id}`, {
      body: { ...draft, requirements: EVERYTHING },
      headers: { ETag: '"7"' },
    });
    await page.goto(url + SETUP);
    await strip(page).getByText('54').waitFor();

    expect(await saved(api, page)).toEqual({ ...EVERYTHING });
  });

  test('is set by keyboard alone', async () => {
    const { page, url, api } = visit;
    await page.goto(url + SETUP);
    await page.getByRole('button', { name: 'Add a qualification' }).focus();
    await page.keyboard.press('Enter');
    const row = page.getByRole('group', { name: 'Qualification 1' });
    const which = row.getByLabel('Qualification', { exact: true });
    await which.locator('option', { hasText: 'Reading contracts' }).waitFor({ state: 'attached' });

    // The new row has the focus already.
    await expect.poll(() => which.evaluate(one => one === document.activeElement)).toBe(true);
    expect(await row.locator('optgroup').evaluateAll(groups => groups.map(one => one.getAttribute('label')))).toEqual([
      'Of your organisation',
      'Public',
    ]);
    await page.keyboard.type('Writing');
    await page.keyboard.press('Tab');
    await page.keyboard.type('One of');
    await page.keyboard.press('Tab');
    // The level that was asked for stays chosen; the fourth is added and the third taken away.
    await row.getByLabel('Level 3').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await row.getByLabel('Whoever does not meet this').focus();
    await page.keyboard.type('does not find');
    await page.getByText('For them there is no such project').waitFor();

    await page.getByLabel('Only in…').focus();
    await page.getByLabel('Anywhere', { exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    const country = page.getByRole('combobox', { name: 'Only people who live in' });
    await country.focus();
    await page.keyboard.type('cote');
    await page.getByRole('option', { name: 'Côte d’Ivoire' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('an');
    const second = await page.getByRole('listbox').getByRole('option').nth(1).textContent();
    await page.keyboard.press('ArrowDown');
    expect(await country.getAttribute('aria-activedescendant')).toBe(
      await page.getByRole('listbox').getByRole('option', { selected: true }).getAttribute('id'),
    );
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Remove: ${second}` }).waitFor();
    await page.keyboard.press('Escape');
    expect(await country.getAttribute('aria-expanded')).toBe('false');
    await page.getByRole('button', { name: 'Remove: Côte d’Ivoire' }).focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe(`Remove: ${second}`);
    expect(api.calls.some(({ method }) => method === 'PATCH')).toBe(false);

    const sent = await saved(api, page);
    expect(sent.qualifications).toEqual([
      { qualification_id: english, compare: 'in', levels: [4], guards: 'discover' },
    ]);
    expect(sent.countries?.any_of).toHaveLength(1);
    expect(sent.countries?.any_of).not.toContain('CI');
  });

  test('can be anything else the contract knows', async () => {
    const { page, url, api } = visit;
    await page.goto(url + SETUP);
    await page.getByLabel('Level of English').selectOption('native');
    await page.getByLabel('Add a language').selectOption('de');
    await page.getByLabel('Computer').check();
    await page.getByLabel('Identity').selectOption('document');
    await page.getByLabel('Only workers whom this project has invited').check();
    await page.getByRole('button', { name: 'Add a measured skill' }).click();
    await page.getByLabel('Domain').fill('law/contracts');
    await page.getByLabel('Right, at least, %').fill('72.5');
    await page.getByLabel('Anybody but through…').check();
    const vendor = page.getByLabel('Not through these vendors');
    await vendor.fill('Acme');
    await vendor.press('Enter');
    await page.getByText('begins with org_').waitFor();
    await vendor.fill(` ${id('org', 7).toUpperCase()} `);
    await vendor.press('Enter');
    await page.getByRole('button', { name: `Remove: ${id('org', 7)}` }).waitFor();
    await page.getByLabel('Exclusion groups').fill('pilot-2026');
    await page.getByRole('button', { name: 'Add', exact: true }).last().click();

    expect(await saved(api, page)).toEqual({
      languages: [
        { language: 'en', level: 'native' },
        { language: 'de', level: 'fluent' },
      ],
      devices: ['computer'],
      identity: 'document',
      invited_only: true,
      skills: [{ domain: 'law/contracts', at_least: 0.725 }],
      vendors: { none_of: [id('org', 7)] },
      exclusion_groups: ['pilot-2026'],
    });
  });

  test('is not sent while a row is unfinished, and the browser says which', async () => {
    const { page, url, api } = visit;
    await page.goto(url + SETUP);
    await page.getByRole('button', { name: 'Add a qualification' }).click();
    await strip(page).getByText('begun and not finished').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    const which = page.getByLabel('Qualification', { exact: true });
    expect(await which.evaluate(one => one === document.activeElement)).toBe(true);

    await which.selectOption(contracts);
    await page.getByLabel('Level asked for').selectOption('not_in');
    await page.getByLabel('Level 3').uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    expect(
      await page
        .getByLabel('Level 1')
        .evaluate(one => (one as unknown as { validationMessage: string }).validationMessage),
    ).toBe('Choose at least one level.');
    for (const level of [1, 2, 3, 4]) await page.getByLabel(`Level ${level}`).check();
    // All five would ask for none of them.
    expect(await page.getByLabel('Level 5').isDisabled()).toBe(true);
    expect(api.calls.some(({ method }) => method === 'PATCH')).toBe(false);

    await page.getByRole('button', { name: 'Remove: Qualification 1' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Add a qualification');
    await strip(page).getByText('54').waitFor();
  });
});

describe('the count', () => {
  const visit = visitEach(() => asking({ languages: [{ language: 'en', level: 'fluent' }] }), {
    viewport: NARROW,
    hasTouch: true,
  });

  test('follows the form, once it rests, and says what it is of', async () => {
    const { page, url, api } = visit;
    api.on('POST', REACH, call => {
      const { requirements } = call.body as { requirements: Requirements };
      return { body: counted(requirements.identity ? 12 : 54) };
    });
    await page.goto(url + SETUP);
    await strip(page).getByText('54 could do it').waitFor();
    const before = asksOf(api).length;
    expect(asksOf(api)[0]?.body).toMatchObject({ project_id: draft.id, price: draft.price });

    api.delay = 1_500;
    await page.getByLabel('Phone', { exact: true }).check();
    await page.getByLabel('Tablet').check();
    await page.getByLabel('Identity').selectOption('document');
    await strip(page).getByText('Counting… Before the last change, 54 could.').waitFor();
    expect(await strip(page).getAttribute('aria-busy')).toBe('true');
    await shoot(page, 'requirements-counting-phone');
    await strip(page).getByText('12 could do it').waitFor();
    expect(await strip(page).getAttribute('aria-busy')).toBe('false');
    expect(asksOf(api)).toHaveLength(before + 1);
    // It stays in view, however far down one is.
    await page.getByLabel('Exclusion groups').scrollIntoViewIfNeeded();
    expect((await strip(page).boundingBox())?.y).toBeGreaterThanOrEqual(0);
  });

  test('says that it failed, and is taken again', async () => {
    const { page, url, api } = visit;
    let broken = true;
    api.on('POST', REACH, () =>
      broken
        ? problem(429, 'rate_limited', 'Too many requests', { detail: 'Wait a minute.', retryable: true })
        : { body: counted(31) },
    );
    await page.goto(url + SETUP);
    await strip(page).getByText('Not counted.').waitFor();
    await strip(page).getByText('Wait a minute.').waitFor();
    await expectAccessible(page);
    await strip(page).scrollIntoViewIfNeeded();
    await shoot(page, 'requirements-failed-phone');
    broken = false;
    await page.getByRole('button', { name: 'Count again' }).click();
    await strip(page).getByText('31 could do it').waitFor();
  });

  test('warns when nobody is left, and names what would help most', async () => {
    const { page, url, api } = visit;
    api.on('POST', REACH, { body: counted(0) });
    await page.goto(url + SETUP);
    await strip(page).getByText('Nobody could do it').waitFor();
    await page.getByText('Nobody meets all of this').waitFor();
    await page.getByText('Without “Lives in France, Germany, Switzerland” 118 workers could.').waitFor();
    await expectAccessible(page);
    await page.getByText('Nobody meets all of this').scrollIntoViewIfNeeded();
    await shoot(page, 'requirements-nobody-phone');

    api.on('POST', REACH, { body: counted(9, 0) });
    await page.getByLabel('Identity').selectOption('document');
    await strip(page).getByText('nobody would at this pay').waitFor();
    await page.getByText('9 workers meet all of it and wish for more an hour.').waitFor();
  });

  test('waits for price and time in a new project', async () => {
    const { page, url, api } = visit;
    await page.goto(`${url}/office/projects/new?kind=preference`);
    await strip(page).getByText('54').waitFor();
    await page.getByLabel('Price per submission').fill('');
    await strip(page).getByText('once price and time are given').waitFor();
    const before = asksOf(api).length;
    await page.getByLabel('Price per submission').fill('0.5');
    await strip(page).getByText('54').waitFor();
    await expect.poll(() => asksOf(api).length).toBe(before + 1);
    expect(asksOf(api).at(-1)?.body).not.toHaveProperty('project_id');
  });
});

describe('what the server finds wrong', () => {
  const visit = visitEach(() => asking(EVERYTHING), { viewport: NARROW, hasTouch: true });
  const wrong = (...errors: [pointer: string, detail: string][]) =>
    problem(422, 'invalid', 'The request is not valid', {
      errors: errors.map(([pointer, detail]) => ({ pointer, code: 'invalid', detail })),
    });

  test('stands at its field, which gets the focus, and goes with its row', async () => {
    const { page, url, api } = visit;
    api.on(
      'PATCH',
      `/v1/projects/${draft.id}`,
      wrong(
        ['/requirements/qualifications/1/levels', 'Two levels only.'],
        ['/requirements/qualifications/2/qualification_id', 'It was taken back.'],
        ['/requirements/countries/any_of/0', 'No work there.'],
      ),
    );
    await page.goto(url + SETUP);
    await strip(page).getByText('54').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    const levels = page.getByRole('group', { name: 'Levels' });
    await levels.getByText('Two levels only.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Level 1');
    const third = page.getByRole('group', { name: 'Qualification 3' }).getByLabel('Qualification', { exact: true });
    expect(await third.getAttribute('aria-invalid')).toBe('true');
    const said = (await third.getAttribute('aria-describedby'))?.split(' ').at(-1) ?? '';
    expect(await page.locator(`[id="${said}"]`).textContent()).toBe('It was taken back.');
    expect(await page.getByRole('combobox', { name: 'Only people who live in' }).getAttribute('aria-invalid')).toBe(
      'true',
    );
    await expectAccessible(page);
    await shoot(page, 'requirements-faults-phone');

    await page.getByRole('button', { name: 'Remove: Qualification 1' }).click();
    await expect.poll(() => page.locator('form [aria-invalid]').count()).toBe(0);
  });

  test('is found while counting already', async () => {
    const { page, url, api } = visit;
    api.on('POST', REACH, wrong(['/requirements/qualifications/0/level', 'There is no such level.']));
    await page.goto(url + SETUP);
    const level = page.getByRole('radiogroup', { name: 'Level', exact: true });
    await level.getByText('There is no such level.').waitFor();
    expect(await level.getAttribute('aria-invalid')).toBe('true');
    await strip(page).getByText('Not counted.').waitFor();
    expect(await page.getByRole('button', { name: 'Count again' }).count()).toBe(0);
    await expectAccessible(page);
  });

  test('leaves qualifications as they are when they cannot be named', async () => {
    const { page, url, api } = visit;
    api.on(
      'GET',
      '/v1/organisations/{id}/usable-qualifications',
      problem(500, 'internal', 'It broke', { retryable: false }),
    );
    await page.goto(url + SETUP);
    await page.getByText('The qualifications cannot be named now').waitFor();
    await expectAccessible(page);
    const sent = await saved(api, page);
    expect(sent.qualifications).toEqual(EVERYTHING.qualifications);
  });
});
