import { useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '~/ui';
import styles from './ordering.module.css';

/** An ordered list of small forms: each can move up, move down or go; a new one is added at the end. */
export function ListEditor<Item>({
  items,
  onChange,
  make,
  least,
  most,
  add,
  name,
  children,
}: {
  items: readonly Item[];
  onChange: (items: Item[]) => void;
  make: () => Item;
  least: number;
  most: number;
  /** The words on the button that adds one. */
  add: string;
  /** What one is called, with its number. */
  name: (index: number) => string;
  children: (item: Item, change: (patch: Partial<Item>) => void, index: number) => ReactNode;
}) {
  const { t } = useLingui();
  const replace = (index: number, patch: Partial<Item>) =>
    onChange(items.map((item, at) => (at === index ? { ...item, ...patch } : item)));
  const move = (index: number, to: number) => {
    const next = [...items];
    next.splice(to, 0, ...next.splice(index, 1));
    onChange(next);
  };
  return (
    <div className={styles.items}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a half-typed item has nothing else to be known by.
        <fieldset key={index} className={styles.item}>
          <legend className={styles.itemName}>{name(index)}</legend>
          <div className={styles.itemTools}>
            <Button
              icon
              size="small"
              tone="quiet"
              aria-label={t`Move up: ${name(index)}`}
              disabled={index === 0}
              onClick={() => move(index, index - 1)}
            >
              <ArrowUp aria-hidden="true" />
            </Button>
            <Button
              icon
              size="small"
              tone="quiet"
              aria-label={t`Move down: ${name(index)}`}
              disabled={index === items.length - 1}
              onClick={() => move(index, index + 1)}
            >
              <ArrowDown aria-hidden="true" />
            </Button>
            <Button
              icon
              size="small"
              tone="quiet"
              aria-label={t`Remove: ${name(index)}`}
              disabled={items.length <= least}
              onClick={() => onChange(items.filter((_, at) => at !== index))}
            >
              <Trash2 aria-hidden="true" />
            </Button>
          </div>
          {children(item, patch => replace(index, patch), index)}
        </fieldset>
      ))}
      {items.length < most && (
        <Button onClick={() => onChange([...items, make()])}>
          <Plus aria-hidden="true" />
          {add}
        </Button>
      )}
    </div>
  );
}
