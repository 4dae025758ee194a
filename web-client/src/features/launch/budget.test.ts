import { expect, test } from 'vitest';
import { wholeCost } from './budget';

test('the whole cost is what is promised and what is still wanted, in whole cents', () => {
  expect(wholeCost('88.25', '111.75')).toBe('200.00');
  expect(wholeCost('0.1', '0.2')).toBe('0.30');
  expect(wholeCost('1.000001', '2')).toBe('3.01');
});
