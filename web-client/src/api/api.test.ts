import { expect, test } from 'vitest';
import { millisUntil, noteServerTime, serverNow } from './clock';
import { deviceName } from './device';
import { newId } from './id';
import { asProblem, faultAt, ProblemError, problemOf } from './problem';

test('a client-made id is a UUID of version 7 that sorts by time', () => {
  const [earlier, later] = [newId(1_800_000_000_000), newId(1_800_000_000_001)];

  expect(earlier).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(earlier < later).toBe(true);
});

test('time left is told by the server even when the device is a day wrong', () => {
  const dayAhead = new Date(Date.now() - 86_400_000).toISOString();

  noteServerTime(dayAhead);

  expect(Math.abs(serverNow() - Date.parse(dayAhead))).toBeLessThan(1_000);
  expect(Math.abs(millisUntil(new Date(Date.parse(dayAhead) + 60_000).toISOString()) - 60_000)).toBeLessThan(1_000);
});

test('a server problem keeps its words and its wrong fields', () => {
  const problem = problemOf(
    {
      type: 'about:blank',
      title: 'Some values are not right',
      status: 422,
      code: 'invalid',
      request_id: 'r1',
      retryable: false,
      errors: [{ pointer: '/email', code: 'format', detail: 'This is not an address' }],
    },
    new Response(null, { status: 422 }),
  );

  expect(problem.field('email')).toBe('This is not an address');
  expect(problem.field('password')).toBeUndefined();
  expect(problem.retryable).toBe(false);
});

test('a fault stands at its own place and at the places around it', () => {
  const errors = [{ pointer: '/template/labels/1/title', code: 'too_short', detail: 'Say what it is.' }];
  const error = new ProblemError({
    type: '',
    title: '',
    status: 422,
    code: 'invalid',
    request_id: '',
    retryable: false,
    errors,
  });

  expect(faultAt(error, '/template/labels/1/title')).toBe('Say what it is.');
  expect(faultAt(error, '/template/labels')).toBe('Say what it is.');
  expect(faultAt(error, '/template/labels', 'here')).toBeUndefined();
  expect(faultAt(error, '/template/labels/1/title', 'here')).toBe('Say what it is.');
  expect(faultAt(error, '/template/label')).toBeUndefined();
});

test('an answer that is no problem document is still a problem', () => {
  const problem = problemOf('<html>', new Response(null, { status: 502, statusText: 'Bad Gateway' }));

  expect(problem.title).toBe('Bad Gateway');
  expect(problem.retryable).toBe(true);
  expect(problem.outcomeUnknown).toBe(true);
});

test('a lost connection and a timeout are told apart, and mistakes are not hidden', () => {
  expect(asProblem(new TypeError('Failed to fetch')).code).toBe('offline');
  expect(asProblem(new DOMException('', 'TimeoutError')).code).toBe('timeout');
  expect(asProblem(new ProblemError(asProblem(new TypeError()).problem)).code).toBe('offline');
  expect(() => asProblem(new RangeError('bug'))).toThrow(RangeError);
});

test('a device is named by browser and system', () => {
  expect(deviceName('Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/143.0 Mobile Safari/537.36')).toBe(
    'Chrome on Android',
  );
  expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')).toBe(
    'Safari on iPhone',
  );
  expect(deviceName('')).toBe('Browser');
});
