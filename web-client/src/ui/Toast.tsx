import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import styles from './Toast.module.css';

export interface ToastOptions {
  text: ReactNode;
  /** One thing to do about it, such as undoing it. */
  action?: { label: string; run: () => void };
  /** How long it stays, in milliseconds; `Infinity` until pressed. Ten seconds when there is something to undo. */
  millis?: number;
}

interface Shown extends ToastOptions {
  id: number;
}

let shown: readonly Shown[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Shown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows a short message at the foot of the screen; returns how to take it away. */
export function toast(options: ToastOptions): () => void {
  const id = ++lastId;
  change([...shown.slice(-2), { ...options, id }]);
  return () => change(shown.filter(one => one.id !== id));
}

/** Where toasts appear; once per entry. */
export function Toasts() {
  const { t } = useLingui();
  const all = useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
    () => shown,
  );
  return (
    <section className={styles.region} aria-live="polite" aria-label={t`Messages`}>
      {all.map(one => (
        <ToastView key={one.id} toast={one} />
      ))}
    </section>
  );
}

function ToastView({ toast: { id, text, action, millis } }: { toast: Shown }) {
  const stay = millis ?? (action ? 10_000 : 5_000);
  const leave = () => change(shown.filter(one => one.id !== id));
  useEffect(() => {
    if (stay === Number.POSITIVE_INFINITY) return;
    const timer = setTimeout(() => change(shown.filter(one => one.id !== id)), stay);
    return () => clearTimeout(timer);
  }, [id, stay]);
  return (
    <div className={styles.toast}>
      <span className={styles.text}>{text}</span>
      {action && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            leave();
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
    </div>
  );
}
