import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Group } from './Group';
import styles from './Segments.module.css';

interface Props<Value> {
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  options: readonly { value: Value; name: ReactNode; spoken?: string }[];
}

/** A few short answers side by side, of which one is chosen: radio buttons that look like buttons. */
export function Segments<Value extends string | number>({
  options,
  value,
  onChange,
  ...group
}: Props<Value> & { value: Value; onChange: (value: Value) => void }) {
  const name = useId();
  return (
    <Group {...group} radio>
      <div className={styles.segments}>
        {options.map(one => (
          <label key={one.value} className={styles.segment}>
            <input
              type="radio"
              name={name}
              aria-label={one.spoken}
              checked={one.value === value}
              onChange={() => onChange(one.value)}
            />
            <span>{one.name}</span>
          </label>
        ))}
      </div>
    </Group>
  );
}

/** As {@link Segments}, of which several may be chosen, up to `most`. `needed` says that one is, while none is chosen. */
export function ManySegments<Value extends string | number>({
  options,
  value,
  onChange,
  most,
  needed,
  ...group
}: Props<Value> & {
  value: readonly Value[];
  onChange: (value: Value[]) => void;
  most: number;
  needed?: string;
}) {
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    first.current?.setCustomValidity(needed !== undefined && value.length === 0 ? needed : '');
  }, [needed, value.length]);
  return (
    <Group {...group}>
      <div className={styles.segments}>
        {options.map((one, index) => {
          const chosen = value.includes(one.value);
          return (
            <label key={one.value} className={styles.segment}>
              <input
                ref={index === 0 ? first : null}
                type="checkbox"
                aria-label={one.spoken}
                aria-invalid={group.error ? true : undefined}
                checked={chosen}
                disabled={!chosen && value.length >= most}
                onChange={() =>
                  // In the order of the options, whatever the order of the presses was.
                  onChange(
                    options
                      .map(({ value: each }) => each)
                      .filter(each => (each === one.value ? !chosen : value.includes(each))),
                  )
                }
              />
              <span>{one.name}</span>
            </label>
          );
        })}
      </div>
    </Group>
  );
}
