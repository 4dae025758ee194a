import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OWN_ADDRESSES } from './routes';

const isOwn = (address: string) => OWN_ADDRESSES.some(own => own.test(address));

test.each([
  '/demo/mailbox',
  '/openapi.yaml',
  '/docs',
  '/docs/errors/not-found',
  '/office',
  '/office/projects/1',
  '/healthz',
  '/v1/me',
  '/nonsense',
  '/nonsense?next=/account',
  '/work',
  '/work/1/more',
  '/attempts',
  '/attempts/1/result/more',
  '/historyless',
])('%s is the server’s', address => expect(isOwn(address)).toBe(false));

test.each([
  '/',
  '/?kind=requester',
  '/verify',
  '/reset',
  '/invitation?from=mail',
  '/signup?kind=requester',
  '/forgot',
  '/work/1',
  '/projects/1',
  '/history',
  '/history/',
  '/history/1',
  '/qualify',
  '/qualify/1',
  '/attempts/1',
  '/attempts/1/result',
  '/earnings',
  '/account',
])('%s is the app’s, also without a network', address => expect(isOwn(address)).toBe(true));

test('the router knows no address that the service worker does not', () => {
  const router = readFileSync(new URL('./App.tsx', import.meta.url)).toString();

  expect(router.match(/<Route path="[^"]*"/g)).toBeNull();
});
