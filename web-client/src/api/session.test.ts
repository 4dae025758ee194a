import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Me } from './session';

const ada = { id: 'acc_1', display_name: 'Ada', roles: ['worker'] } as unknown as Me;

/** A server that can be cut off, and the page that asks it. */
class World {
  dead = true;
  readonly asked: string[] = [];
  readonly window = new EventTarget();
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' });

  readonly fetch = async (input: string | Request): Promise<Response> => {
    const path = typeof input === 'string' ? input : new URL(input.url).pathname;
    this.asked.push(path);
    if (this.dead) throw new TypeError('Failed to fetch');
    return Response.json(path.endsWith('/refresh') ? { access_token: 'a', expires_in: 600 } : ada);
  };

  refreshes(): number {
    return this.asked.filter(path => path.endsWith('/refresh')).length;
  }
}

let world: World;

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  world = new World();
  vi.stubGlobal('fetch', world.fetch);
  vi.stubGlobal('addEventListener', world.window.addEventListener.bind(world.window));
  vi.stubGlobal('document', world.document);
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('BroadcastChannel', undefined);
  vi.stubGlobal('Request', AtHome);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Node knows no page that an address without a host could belong to. */
class AtHome extends Request {
  constructor(input: string | Request, init?: RequestInit) {
    super(typeof input === 'string' ? new URL(input, 'http://localhost') : input, init);
  }
}

/** The session of a tab that was opened while the server could not be reached. */
async function away() {
  const session = await import('./session');
  await session.startSession({ remember: async () => {}, recall: async () => ada, wipe: async () => {} });
  expect(session.currentSession().state).toBe('away');
  return session;
}

const pass = (millis: number) => vi.advanceTimersByTimeAsync(millis);

test('a server that answers again is found by itself', async () => {
  const { currentSession } = await away();
  await pass(60_000);
  world.dead = false;

  await pass(46_000);

  expect(currentSession().state).toBe('signed-in');
});

test('a server that cannot be reached is asked more and more rarely', async () => {
  await away();

  await pass(600_000);

  expect(world.refreshes()).toBeGreaterThan(12);
  expect(world.refreshes()).toBeLessThan(50);
});

test('coming back is tried at once when the network or the person comes back, or a call succeeds', async () => {
  const signs = [
    () => world.window.dispatchEvent(new Event('online')),
    () => world.document.dispatchEvent(new Event('visibilitychange')),
    async () => (await import('./client')).api.GET('/v1/feed'),
  ];
  for (const sign of signs) {
    vi.resetModules();
    world.dead = true;
    const { currentSession } = await away();
    world.dead = false;

    await sign();
    await pass(0);

    expect(currentSession().state).toBe('signed-in');
  }
});

test('signing out ends it, and what was on its way then brings nobody back', async () => {
  const { currentSession, signOut } = await away();
  world.dead = false;

  await signOut();
  await pass(0);
  const asked = world.asked.length;
  world.window.dispatchEvent(new Event('online'));
  await pass(120_000);

  expect(currentSession()).toEqual({ state: 'signed-out', ended: false });
  expect(world.asked).toHaveLength(asked);
});
