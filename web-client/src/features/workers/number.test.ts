import { expect, test } from 'vitest';
import { workerNumber, workerNumbers } from './number';

const ADA = 'wrk_01kaz8f0c4e7w2m9q6t3000001';
const BO = 'wrk_01kaz8f0c4e7w2m9q6t3000002';

test('a worker number is taken however it was pasted', () => {
  expect(workerNumber(` ${ADA.toUpperCase()}\n`)).toBe(ADA);
  expect(workerNumber('wrk_1')).toBeUndefined();
});

test('a list may be parted by lines, spaces and commas, and names each worker once', () => {
  expect(workerNumbers(`${ADA}\n${BO}, ${ADA}；\n`)).toEqual({ numbers: [ADA, BO], wrong: [] });
});

test('what is no worker number is named', () => {
  expect(workerNumbers(`${ADA} somebody org_1`)).toEqual({ numbers: [ADA], wrong: ['somebody', 'org_1'] });
  expect(workerNumbers(' , ')).toEqual({ numbers: [], wrong: [] });
});
