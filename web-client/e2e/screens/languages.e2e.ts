import { expect, test } from 'vitest';
import { TASK } from '../answering';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, PHONE, shoot } from '../browser';
import { worker } from '../fixtures/people';
import { workersApi } from '../fixtures/work';
import { visitEach } from '../visit';

const visit = visitEach(workersApi, { viewport: PHONE, hasTouch: true });

test('every screen speaks Chinese', async () => {
  const { api, page, url } = visit;
  api.on('GET', '/v1/me', { body: { ...worker, locale: 'zh' }, headers: { ETag: '"1"' } });
  for (const [name, path] of Object.entries({
    feed: '/',
    work: `/work/${TASK}`,
    history: '/history',
    earnings: '/earnings',
    account: '/account',
  })) {
    await page.goto(url + path);
    await page.waitForTimeout(700);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh');
    await shoot(page, `zh-${name}-phone`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
  await page.setViewportSize(DESKTOP);
  await page.goto(url);
  await page.waitForTimeout(700);
  await shoot(page, 'zh-feed-desktop');
});

test('the layout turns round for Arabic', async () => {
  const { api, page, url } = visit;
  api.on('GET', '/v1/me', { body: { ...worker, locale: 'ar' }, headers: { ETag: '"1"' } });
  for (const [name, path] of Object.entries({ feed: '/', work: `/work/${TASK}`, earnings: '/earnings' })) {
    await page.goto(url + path);
    await page.waitForTimeout(700);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await shoot(page, `ar-${name}-phone`);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
  await page.setViewportSize(DESKTOP);
  await page.goto(url);
  await page.waitForTimeout(700);
  await shoot(page, 'ar-feed-desktop');
});

test('the pseudo-locale leaves no plain English of ours on the feed', async () => {
  const { api, page, url } = visit;
  api.on('GET', '/v1/me', { body: { ...worker, locale: 'pseudo' }, headers: { ETag: '"1"' } });
  await page.goto(url);
  await page.getByText('Harbour Post').waitFor();

  const plain = await page.locator('nav a, h1, main button').allInnerTexts();

  for (const text of plain.filter(one => /[a-z]{4}/i.test(one))) expect(text).toMatch(/[^\u0020-\u007e\n]/);
  await shoot(page, 'pseudo-feed-phone');
});
