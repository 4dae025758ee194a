import { useSyncExternalStore } from 'react';
import { chooseLocale, isLocale } from '~/i18n/locale';
import { api, forgetAnswers, type Schema, unwrap, whenAnswered } from './client';
import { deviceName } from './device';
import { ProblemError } from './problem';
import { queryClient } from './query';
import { forgetTokens, keepTokens, renewToken, whenSessionEnds } from './token';
import { WayBack } from './wayBack';

export type Me = Schema<'Me'>;

/**
 * Who is using this tab. `away` is a person this device knows while the server cannot be reached: what is stored on the
 * device may be shown, nothing new may be fetched. It ends by itself once the server answers again.
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
let resuming: Promise<void> | undefined;
/** How many sessions have ended in this tab: what was on its way at an end must not bring one back. */
let ends = 0;
const listeners = new Set<() => void>();
const wayBack = new WayBack(resume);
const otherTabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('guildhall.session');

function become(next: Session): void {
  session = next;
  if (next.state === 'away') wayBack.start();
  else wayBack.stop();
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
  addEventListener('online', () => wayBack.now());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wayBack.now());
  whenAnswered(() => wayBack.now());
  await resume();
}

/** Tries again to reach the server with the cookie this browser holds; together with an attempt that is on its way. */
export function resume(): Promise<void> {
  resuming ??= tryToResume().finally(() => {
    resuming = undefined;
  });
  return resuming;
}

async function tryToResume(): Promise<void> {
  const before = ends;
  try {
    await renewToken();
    const me = await askMe();
    if (ends === before) await enter(me);
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown;
    if (ends !== before) return;
    if (thrown.status === 401) return leave(wasHere());
    const me = await memory.recall();
    become(me ? { state: 'away', me } : { state: 'signed-out' });
  }
}

/** Signs in on this device. Throws a {@link ProblemError}. */
export async function signIn(email: string, password: string): Promise<Me> {
  keepTokens(await unwrap(api.POST('/v1/sessions', { body: { email, password, device_name: deviceName() } })));
  const me = await enter(await askMe());
  otherTabs?.postMessage('signed-in');
  return me;
}

const askMe = () => unwrap(api.GET('/v1/me'));

async function enter(me: Me): Promise<Me> {
  const known = await memory.recall();
  // Another person's work must not be shown to this one.
  if (known && known.id !== me.id) await memory.wipe();
  await memory.remember(me);
  if (isLocale(me.locale)) await chooseLocale(me.locale);
  const wasAway = session.state === 'away';
  become({ state: 'signed-in', me });
  // What could not be read meanwhile stands on the screen as a failure.
  if (wasAway) void queryClient.invalidateQueries();
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
  await noteMe(await askMe());
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
  ends++;
  forgetTokens();
  forgetAnswers();
  queryClient.clear();
  become({ state: 'signed-out', ended });
}
