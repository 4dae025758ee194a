import { X } from 'lucide-react';
import { useRef } from 'react';
import { Button } from './Button';
import styles from './Chips.module.css';

/** Things that were chosen, each with a button that takes it away. Focus goes on to the next one, or by `onEmpty`. */
export function Chips({
  items,
  removal,
  onRemove,
  onEmpty,
}: {
  items: readonly { code: string; name: string }[];
  /** What the button is called that takes away what has that name. */
  removal: (name: string) => string;
  onRemove: (code: string) => void;
  /** After the last one was taken away. */
  onEmpty: () => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  if (items.length === 0) return null;
  return (
    <ul ref={list} className={styles.chips}>
      {items.map(({ code, name }, index) => (
        <li key={code} className={styles.chip}>
          {name}
          <Button
            icon
            size="small"
            tone="quiet"
            aria-label={removal(name)}
            onClick={() => {
              onRemove(code);
              requestAnimationFrame(() => {
                const left = list.current?.querySelectorAll('button');
                if (left) left[Math.min(index, left.length - 1)]?.focus();
                else onEmpty();
              });
            }}
          >
            <X aria-hidden="true" />
          </Button>
        </li>
      ))}
    </ul>
  );
}
