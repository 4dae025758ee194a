import { Plural, Trans } from '@lingui/react/macro';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Spoken } from './Card';
import { Chips } from './Chips';
import { cx } from './cx';
import { Field } from './Field';
import { matching, type Named } from './matching';
import styles from './SearchPicker.module.css';

/**
 * Choosing several of many by typing a part of their names: arrows move, Enter chooses, Escape closes. What was chosen
 * stands below, each with a button that takes it away.
 */
export function SearchPicker({
  label,
  hint,
  error,
  options,
  chosen,
  onChange,
  removal,
  needed,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  options: readonly Named[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** What the button is called that takes away what has that name. */
  removal: (name: string) => string;
  /** Said by the browser when the form is sent with nothing chosen. */
  needed?: string;
}) {
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const free = options.filter(({ code }) => !chosen.includes(code));
  const found = matching(free, typed);
  const current = found[Math.min(active, found.length - 1)];
  const idOf = (code: string) => `${list}-${code}`;

  useEffect(() => {
    input.current?.setCustomValidity(needed !== undefined && chosen.length === 0 ? needed : '');
  }, [needed, chosen.length]);
  useEffect(() => {
    if (open && current) box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [open, current]);

  const choose = (code: string) => {
    onChange([...chosen, code]);
    setTyped('');
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A key that ends the writing of a Chinese word belongs to the input method.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!open) setOpen(true);
      else setActive((Math.min(active, found.length - 1) + step + found.length) % Math.max(found.length, 1));
    } else if (event.key === 'Enter') {
      // Never sends the form around it.
      event.preventDefault();
      if (open && current) choose(current.code);
      else setOpen(true);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      setOpen(false);
    }
  };
  return (
    <div className={styles.picker}>
      <Field label={label} hint={hint} error={error}>
        {wiring => (
          <div className={styles.box} ref={box}>
            <input
              {...wiring}
              ref={input}
              type="text"
              role="combobox"
              aria-expanded={open}
              aria-controls={list}
              aria-autocomplete="list"
              aria-activedescendant={open && current ? idOf(current.code) : undefined}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onClick={() => setOpen(true)}
              onBlur={() => setOpen(false)}
              onKeyDown={onKeyDown}
              onInput={event => {
                setTyped(event.currentTarget.value);
                setActive(0);
                setOpen(true);
              }}
            />
            <div className={cx(styles.list, !(open && found.length > 0) && styles.shut)} role="listbox" id={list}>
              {open &&
                found.map(({ code, name }) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's, which keeps the focus.
                  // biome-ignore lint/a11y/useFocusableInteractive: as above.
                  <div
                    key={code}
                    id={idOf(code)}
                    role="option"
                    aria-selected={code === current?.code}
                    className={styles.option}
                    // The focus stays where one types.
                    onMouseDown={event => event.preventDefault()}
                    onClick={() => choose(code)}
                  >
                    {name}
                  </div>
                ))}
            </div>
            {open && found.length === 0 && (
              <p className={cx(styles.list, styles.nothing)}>
                <Trans>Nothing has that name</Trans>
              </p>
            )}
          </div>
        )}
      </Field>
      <Spoken>
        <span role="status">{open && typed && <Plural value={found.length} one="# found" other="# found" />}</span>
      </Spoken>
      <Chips
        items={chosen.map(code => options.find(one => one.code === code) ?? { code, name: code })}
        removal={removal}
        onRemove={code => onChange(chosen.filter(one => one !== code))}
        onEmpty={() => input.current?.focus()}
      />
    </div>
  );
}
