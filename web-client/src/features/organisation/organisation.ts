import { useSyncExternalStore } from 'react';
import type { Schema } from '~/api';
import { useSession } from '~/api/session';

export type Organisation = Schema<'Organisation'>;
export type Role = Schema<'Role'>;

const CHOSEN = 'guildhall.organisation';
const ORDER: readonly Role[] = ['viewer', 'reviewer', 'editor', 'owner'];
const listeners = new Set<() => void>();

/** Whether `role` may do what `atLeast` may. */
export function allows(role: Role | undefined, atLeast: Role): boolean {
  return role !== undefined && ORDER.indexOf(role) >= ORDER.indexOf(atLeast);
}

/** The organisations of the signed-in person that order work. */
export function useOrganisations(): readonly Organisation[] {
  const session = useSession();
  if (session.state !== 'signed-in' && session.state !== 'away') return [];
  return session.me.organisations.filter(({ kind }) => kind === 'requester');
}

/** The organisation this office works for: the one chosen last on this device, or the first. */
export function useOrganisation(): Organisation | undefined {
  const all = useOrganisations();
  const chosen = useSyncExternalStore(subscribe, chosenId, chosenId);
  return all.find(({ id }) => id === chosen) ?? all[0];
}

/** Makes `id` the organisation of this office, now and for the next visit on this device. */
export function chooseOrganisation(id: string): void {
  memory = id;
  try {
    localStorage.setItem(CHOSEN, id);
  } catch {
    // Without storage the choice lasts until the tab closes.
  }
  for (const listener of listeners) listener();
}

let memory: string | undefined;

function chosenId(): string | undefined {
  try {
    memory ??= localStorage.getItem(CHOSEN) ?? undefined;
  } catch {
    // As above.
  }
  return memory;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
