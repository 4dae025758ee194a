import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Schema } from '~/api';
import type { Me } from '~/api/session';

/** A task that was opened on this device. */
export interface OpenTask {
  assignment: Schema<'Assignment'>;
  /** Made before the work begins, so that sending twice, even after a restart, is one submission. */
  submissionId: string;
  /** Seconds with the task in front and the person active. */
  activeSeconds: number;
}

/** Unfinished work as this device has it. */
export interface LocalDraft {
  assignmentId: string;
  output: object;
  /** The server's revision this was written on top of; 0 before the first. */
  revision: number;
  /** Whether the server has this text. */
  synced: boolean;
  savedAt: number;
}

/** Finished work on its way to the server. */
export interface Parcel {
  submissionId: string;
  assignmentId: string;
  accountId: string;
  projectName: string;
  fence: number;
  output: object;
  activeSeconds: number;
  queuedAt: number;
  /** `waiting` on this device; `sent` but unanswered; `refused` for good, with the server's words in `problem`. */
  state: 'waiting' | 'sent' | 'refused';
  problem?: Schema<'Problem'>;
}

/** An answer of a test as this device has it. */
export interface LocalAnswer {
  attemptId: string;
  itemId: string;
  accountId: string;
  answer: Schema<'Answer'>;
  /** The server's revision this was given on top of; 0 before the first. */
  revision: number;
  /** Whether the server has this answer. */
  synced: boolean;
  /** Sending it is final, so that only the person does it. */
  held: boolean;
  savedAt: number;
  /** Spent on the item so far. */
  seconds: number;
}

interface Desk extends DBSchema {
  account: { key: 'me'; value: Me };
  tasks: { key: string; value: OpenTask };
  drafts: { key: string; value: LocalDraft };
  parcels: { key: string; value: Parcel };
  /** Ids in use, by what they claim (a project, `*` for the best of the feed, a test), kept until an answer is known. */
  claims: { key: string; value: string };
  /** Of tests, by attempt and item. */
  answers: { key: string; value: LocalAnswer };
}

const STORES = ['account', 'tasks', 'drafts', 'parcels', 'claims', 'answers'] as const;

let opening: Promise<IDBPDatabase<Desk>> | undefined;

/** The device's database. Opened once; a failed opening is tried again at the next call. */
export function desk(): Promise<IDBPDatabase<Desk>> {
  opening ??= openDB<Desk>('guildhall', 2, {
    upgrade(db) {
      for (const store of STORES) if (!db.objectStoreNames.contains(store)) db.createObjectStore(store);
    },
    // Another tab with a newer version needs this one out of the way.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => {
      opening = undefined;
    },
  }).catch(failed => {
    opening = undefined;
    throw failed;
  });
  return opening;
}

/** Everything of an account leaves the device. */
export async function wipeDesk(): Promise<void> {
  const db = await desk();
  await Promise.all(STORES.map(store => db.clear(store)));
}
