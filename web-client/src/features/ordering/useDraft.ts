import { useEffect, useRef, useState } from 'react';
import { forgetForm, keepForm, recallForm } from './drafts';

/** How long the keyboard must rest before the form is kept, in milliseconds. */
const REST = 500;

/**
 * A form that survives a closed tab: kept on this device under `key` while it differs from `start`. `undefined` until
 * the device has answered.
 */
export function useDraft<Form>(key: string, start: Form) {
  const [form, setForm] = useState<Form>();
  const [restored, setRestored] = useState(false);
  const first = useRef(start);
  const dirty = useRef(false);

  useEffect(() => {
    let here = true;
    void recallForm<Form>(key).then(kept => {
      if (!here) return;
      // A form that was kept before a part was added to it lacks that part.
      setForm(kept ? { ...first.current, ...kept.form } : first.current);
      setRestored(kept !== undefined);
    });
    return () => {
      here = false;
    };
  }, [key]);

  useEffect(() => {
    if (form === undefined || !dirty.current) return;
    const save = () => void keepForm(key, form);
    const timer = setTimeout(save, REST);
    addEventListener('visibilitychange', save);
    return () => {
      clearTimeout(timer);
      removeEventListener('visibilitychange', save);
    };
  }, [key, form]);

  return {
    form,
    /** Whether it came from an earlier visit. */
    restored,
    change: (patch: Partial<Form>) => {
      dirty.current = true;
      setForm(before => (before === undefined ? before : { ...before, ...patch }));
    },
    /** Begins again from `again`. */
    discard: (again: Form) => {
      dirty.current = false;
      setRestored(false);
      setForm(again);
      void forgetForm(key);
    },
    /** The server has it now. */
    done: () => {
      dirty.current = false;
      return forgetForm(key);
    },
  };
}
