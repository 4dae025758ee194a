import { Trash2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '~/ui';
import styles from './requirements.module.css';

/** Small forms of one kind, each of which can go. What adds one stands below; a new one gets the focus. */
export function Rows<Item>({
  items,
  onChange,
  name,
  removal,
  fault,
  add,
  children,
}: {
  items: readonly Item[];
  onChange: (items: Item[]) => void;
  /** What one is called, with its number. */
  name: (index: number) => string;
  removal: (name: string) => string;
  /** What is wrong with a row as a whole. */
  fault: (index: number) => string | undefined;
  add: ReactNode;
  children: (item: Item, change: (patch: Partial<Item>) => void, index: number) => ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(items.length);
  const removed = useRef<number | undefined>(undefined);
  useEffect(() => {
    const rows = [...(box.current?.querySelectorAll(':scope > fieldset') ?? [])];
    if (removed.current !== undefined) {
      const next = rows[Math.min(removed.current, rows.length - 1)];
      const way =
        next?.querySelector<HTMLElement>('[data-remove]') ?? box.current?.querySelector<HTMLElement>('[data-add] *');
      way?.focus();
    } else if (items.length > before.current && box.current?.contains(document.activeElement)) {
      rows.at(-1)?.querySelector<HTMLElement>('select, input')?.focus();
    }
    removed.current = undefined;
    before.current = items.length;
  }, [items.length]);
  return (
    <div className={styles.rows} ref={box}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a half-filled row has nothing else to be known by.
        <fieldset key={index} className={styles.row}>
          <legend className={styles.rowName}>{name(index)}</legend>
          <div className={styles.remove}>
            <Button
              icon
              size="small"
              tone="quiet"
              data-remove=""
              aria-label={removal(name(index))}
              onClick={() => {
                removed.current = index;
                onChange(items.filter((_, at) => at !== index));
              }}
            >
              <Trash2 aria-hidden="true" />
            </Button>
          </div>
          {children(
            item,
            patch => onChange(items.map((one, at) => (at === index ? { ...one, ...patch } : one))),
            index,
          )}
          <div aria-live="polite">{fault(index) && <p className={styles.fault}>{fault(index)}</p>}</div>
        </fieldset>
      ))}
      <div data-add="">{add}</div>
    </div>
  );
}
