import { useSyncExternalStore } from 'react';
import { chooseLocale, isLocale } from '~/i18n/locale';
import { api, forgetAnswers, type Schema, unwrap } from './client';
import { deviceName } from './device';
import { ProblemError } from './problem';
import { queryClient } from './query';
import { forgetTokens, keepTokens, renewToken, whenSessionEnds } from './token';

export type Me = Schema<'Me'>;

/**
 * Who is using this tab. `away` is a person this device knows while the server cannot be reached: what is stored on the
 * device may be shown, nothing new may be fetched.
 */
export type Session =
  | { state: 'starting' }
  /** `ended`: not by the person, who may have been in the middle of something. */
  | { state: 'signed-out'; ended?: boolean }
  | { state: 'signed-in'; me: Me }
  | { state: 'away'; me: Me };

/** Where the account's outline is kept for starts without a network, and what must be wiped when it leaves. */
export interface DeviceMemory {
  remember(me: Me): Promise<void>;
  recall(): Promise<Me | undefined>;
  wipe(): Promise<void>;
}

const nothing: DeviceMemory = { remember: async () => {}, recall: async () => undefined, wipe: async () => {} };

let session: Session = { state: 'starting' };
let memory = nothing;
const listeners = new Set<() => void>();
const otherTabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('guildhall.session');

function become(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The session of this tab; components re-render when it changes. */
export function useSession(): Session {
  return useSyncExternalStore(subscribe, currentSession, currentSession);
}

/** The session of this tab, outside of components. */
export function currentSession(): Session {
  return session;
}

/** Finds out who is here: by the cookie, or without a network by what the device remembers. Call once per page. */
export async function startSession(deviceMemory: DeviceMemory = nothing): Promise<void> {
  memory = deviceMemory;
  whenSessionEnds(() => leave(wasHere()));
  if (otherTabs) otherTabs.onmessage = event => void (event.data === 'signed-out' ? leave(false) : resume());
  addEventListener('online', () => session.state === 'away' && void resume());
  await resume();
}

/** Tries again to reach the server with the cookie this browser holds. */
export async function resume(): Promise<void> {
  try {
    await renewToken();
    await enter();
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown;
    if (thrown.status === 401) return leave(wasHere());
    const me = await memory.recall();
    become(me ? { state: 'away', me } : { state: 'signed-out' });
  }
}

/** Signs in on this device. Throws a {@link ProblemError}. */
export async function signIn(email: string, password: string): Promise<Me> {
  keepTokens(await unwrap(api.POST('/v1/sessions', { body: { email, password, device_name: deviceName() } })));
  const me = await enter();
  otherTabs?.postMessage('signed-in');
  return me;
}

async function enter(): Promise<Me> {
  const me = await unwrap(api.GET('/v1/me'));
  const known = await memory.recall();
  // Another person's work must not be shown to this one.
  if (known && known.id !== me.id) await memory.wipe();
  await memory.remember(me);
  if (isLocale(me.locale)) await chooseLocale(me.locale);
  become({ state: 'signed-in', me });
  return me;
}

/** Takes note of a changed account, after a name or language was edited. */
export async function noteMe(me: Me): Promise<void> {
  await memory.remember(me);
  become({ state: 'signed-in', me });
}

/** Asks how the account stands now: its address may have been confirmed in another tab or on another device. */
export async function lookAgain(): Promise<void> {
  if (session.state !== 'signed-in') return;
  await noteMe(await unwrap(api.GET('/v1/me')));
}

/**
 * Ends the session on this device (`here`) or on all devices (`everywhere`), and wipes what this device kept of the
 * account. Throws a {@link ProblemError} when the server could not be told; then nothing was wiped.
 */
export async function signOut(where: 'here' | 'everywhere' = 'here'): Promise<void> {
  if (where === 'everywhere') await unwrap(api.DELETE('/v1/sessions'));
  else await unwrap(api.DELETE('/v1/sessions/{session_id}', { params: { path: { session_id: 'current' } } }));
  otherTabs?.postMessage('signed-out');
  await memory.wipe();
  leave(false);
}

/** Whether somebody was at work until now; what still runs at the end of a session notices that end again. */
function wasHere(): boolean {
  return session.state === 'signed-out' ? session.ended === true : session.state !== 'starting';
}

/** The session is over, whoever ended it. Work kept on the device stays, so that nothing unsent is lost. */
function leave(ended: boolean): void {
  forgetTokens();
  forgetAnswers();
  queryClient.clear();
  become({ state: 'signed-out', ended });
}
