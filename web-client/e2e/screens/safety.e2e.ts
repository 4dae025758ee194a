import { expect, test } from 'vitest';
import { TASK } from '../answering';
import { PHONE } from '../browser';
import { id } from '../fixtures/people';
import { claimed, workersApi } from '../fixtures/work';
import { visitEach } from '../visit';

const visit = visitEach(workersApi, { viewport: PHONE, hasTouch: true });

test('text of other people cannot run, link or draw anything', async () => {
  const { api, page, url } = visit;
  const evil =
    '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>[x](javascript:alert(1)) <a href="https://a.example" onclick="window.pwned=1">y</a> ![z](https://a.example/t.png) <form id=app><input name=attributes></form> <b style="position:fixed">**bold**</b>';
  api.on('GET', `/v1/assignments/${TASK}`, () => ({
    body: claimed('preference', {
      task: {
        id: id('tsk', 1),
        input: { title: evil, prompt: evil, a: evil, b: evil } as unknown as Record<string, never>,
      },
    }),
  }));

  await page.goto(`${url}/work/${TASK}`);
  await page.locator('strong', { hasText: 'bold' }).first().waitFor();

  expect(await page.evaluate(() => (window as { pwned?: number }).pwned)).toBeUndefined();
  expect(
    await page
      .locator('main img, section img, section form, section script, section [style], a[href^="javascript"]')
      .count(),
  ).toBe(0);
  expect(await page.locator('section a').first().getAttribute('rel')).toContain('noopener');
});

test('no token and nothing personal is in web storage', async () => {
  const { page, url } = visit;
  await page.goto(url);
  await page.getByText('Harbour Post').waitFor();

  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

  expect(stored).not.toMatch(/fixture|ada@|Ada|acc_/);
});
