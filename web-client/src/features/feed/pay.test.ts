import { expect, test } from 'vitest';
import { taskSeconds } from './pay';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const card = (pay: string, hourly: string) => ({ pay: usd(pay), pay_per_hour: usd(hourly), minutes: 3 });

test('the time that is shown is that on which the hourly pay rests', () => {
  expect(taskSeconds(card('1.2', '21.6'))).toBe(200);
  expect(taskSeconds(card('0.45', '18'))).toBe(90);
  expect(taskSeconds(card('14.50', '29'))).toBe(1_800);
  expect(taskSeconds(card('0', '0'))).toBe(180);
});

test.each([1, 7, 47, 62, 118, 299, 301, 899, 1_499, 1_501, 5_999, 6_001, 40_000])(
  'hourly pay times the time shown comes to the pay of a task, at %i seconds',
  seconds => {
    const hourly = (0.8 * 3_600) / seconds;

    const shown = taskSeconds(card('0.8', String(hourly)));

    expect((hourly * shown) / 3_600 / 0.8).toBeGreaterThan(0.95);
    expect((hourly * shown) / 3_600 / 0.8).toBeLessThan(1.05);
  },
);
