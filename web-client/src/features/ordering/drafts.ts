import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

interface OfficeSchema extends DBSchema {
  forms: { key: string; value: { at: number; form: unknown } };
}

let opened: Promise<IDBPDatabase<OfficeSchema>> | undefined;

function database(): Promise<IDBPDatabase<OfficeSchema>> {
  opened ??= openDB<OfficeSchema>('guildhall-office', 1, { upgrade: db => void db.createObjectStore('forms') });
  return opened;
}

/** Keeps a half-filled form on this device. `key` names the person and the form. Storage that is refused loses nothing else. */
export async function keepForm(key: string, form: unknown): Promise<void> {
  try {
    await (await database()).put('forms', { at: Date.now(), form }, key);
  } catch {
    // A private window may have no storage; the form itself is untouched.
  }
}

/** The form kept under `key`, if there is one. */
export async function recallForm<Form>(key: string): Promise<{ at: number; form: Form } | undefined> {
  try {
    return (await (await database()).get('forms', key)) as { at: number; form: Form } | undefined;
  } catch {
    return undefined;
  }
}

export async function forgetForm(key: string): Promise<void> {
  try {
    await (await database()).delete('forms', key);
  } catch {
    // As above.
  }
}

/** Forgets every form, when the account leaves this device. */
export async function forgetForms(): Promise<void> {
  try {
    await (await database()).clear('forms');
  } catch {
    // As above.
  }
}
