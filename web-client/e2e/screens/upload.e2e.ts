import { expect, test } from 'vitest';
import { DESKTOP, expectAccessible, shoot } from '../browser';
import { problem } from '../fixtures/fake-api';
import { draft, officeApi } from '../fixtures/office';
import { visitEach } from '../visit';

const visit = visitEach(() => officeApi(), { viewport: DESKTOP });
const TASKS = `/v1/projects/${draft.id}/tasks`;

async function refuse(code: string, fault: { line: number; pointer: string; code: string; detail: string }) {
  const { api, page, url } = visit;
  api.on('GET', `/v1/projects/${draft.id}`, { body: { ...draft, tasks: 0 } });
  api.on('POST', TASKS, problem(422, code, 'Not loaded', { errors: [fault] }));
  await page.goto(`${url}/office/projects/${draft.id}/tasks`);
  await page
    .getByLabel('File of tasks')
    .setInputFiles({ name: 'tasks.csv', mimeType: 'text/csv', buffer: Buffer.from('text,colour\nSunny,red\n') });
  await page.getByText(fault.detail).waitFor();
  return page.getByRole('button', { name: 'Load the good lines' });
}

test('a file with a wrong header is mended, never loaded in part', async () => {
  const detail = 'There is no column colour: rename or remove it.';
  const good = await refuse('upload_unusable', { line: 1, pointer: '/colour', code: 'unknown_column', detail });

  expect(await good.count()).toBe(0);
  await shoot(visit.page, 'upload-header');
  await expectAccessible(visit.page);
  await visit.page.getByLabel('Mend line 1').fill('text');
  await visit.page.getByRole('button', { name: 'Load with the mended lines' }).waitFor();
});

test('a file with some bad lines may be loaded without them', async () => {
  const detail = 'Line 2 has this key already; give this one its own key or leave it out.';
  const good = await refuse('lines_invalid', { line: 3, pointer: '/key', code: 'duplicate', detail });

  expect(await good.count()).toBe(1);
});
