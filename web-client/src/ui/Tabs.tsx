import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { cx } from './cx';
import styles from './Tabs.module.css';

export interface Tab<Key extends string> {
  key: Key;
  title: ReactNode;
}

export interface TabsProps<Key extends string> {
  /** What the tabs choose between, for the reader's ear. */
  label: string;
  tabs: readonly Tab<Key>[];
  active: Key;
  onChange: (key: Key) => void;
  /** What the active tab shows. */
  children: ReactNode;
  className?: string;
}

/** Tabs as the WAI-ARIA pattern has them: one stop for Tab, arrows to move, the panel follows at once. */
export function Tabs<Key extends string>({ label, tabs, active, onChange, children, className }: TabsProps<Key>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const next = nextTab(event, tabs, active, getComputedStyle(event.currentTarget).direction === 'rtl');
    if (next === undefined) return;
    event.preventDefault();
    onChange(next);
    list.current?.querySelector<HTMLElement>(`[data-key="${next}"]`)?.focus();
  };
  return (
    <div className={className}>
      <div role="tablist" aria-label={label} className={styles.list} ref={list} onKeyDown={move} tabIndex={-1}>
        {tabs.map(({ key, title }) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            data-key={key}
            aria-selected={key === active}
            aria-controls={`${id}-panel`}
            tabIndex={key === active ? 0 : -1}
            className={cx(styles.tab)}
            onClick={() => onChange(key)}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${active}`} className={styles.panel}>
        {children}
      </div>
    </div>
  );
}

function nextTab<Key extends string>(event: KeyboardEvent, tabs: readonly Tab<Key>[], active: Key, rtl: boolean) {
  const at = tabs.findIndex(tab => tab.key === active);
  const step = rtl ? -1 : 1;
  const to: Record<string, number> = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: tabs.length - 1 };
  const index = to[event.key];
  return index === undefined ? undefined : tabs[(index + tabs.length) % tabs.length]?.key;
}
