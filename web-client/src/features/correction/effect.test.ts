import { expect, test } from 'vitest';
import { ProblemError } from '~/api';
import { askedFor, changedEffect } from './effect';

test('an address names what is to be corrected, or nothing', () => {
  expect(askedFor(new URLSearchParams('kind=key&item=itm_1'))).toEqual({ kind: 'key', item_id: 'itm_1' });
  expect(askedFor(new URLSearchParams('kind=remove_item&item=itm_1'))).toEqual({
    kind: 'remove_item',
    item_id: 'itm_1',
  });
  expect(askedFor(new URLSearchParams('kind=reviewer&qualification=qlf_1&reviewer=acc_1'))).toEqual({
    kind: 'reviewer',
    qualification_id: 'qlf_1',
    account_id: 'acc_1',
  });
  expect(askedFor(new URLSearchParams('kind=key'))).toBeUndefined();
  expect(askedFor(new URLSearchParams('kind=reviewer&item=itm_1'))).toBeUndefined();
  expect(askedFor(new URLSearchParams('kind=everything&item=itm_1'))).toBeUndefined();
});

test('an effect that has changed since comes with the refusal', () => {
  const refused = (code: string, current?: object) =>
    new ProblemError({
      type: '',
      title: '',
      status: 409,
      code,
      request_id: '',
      retryable: false,
      ...(current && { current }),
    } as never);
  const effect = { effect_hash: 'b', attempts: 2 };
  expect(changedEffect(refused('effect_changed', effect))).toEqual(effect);
  expect(changedEffect(refused('effect_changed'))).toBeUndefined();
  expect(changedEffect(refused('conflict', effect))).toBeUndefined();
});
