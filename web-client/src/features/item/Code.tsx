import { Trans } from '@lingui/react/macro';
import { type KeyboardEvent, useRef } from 'react';
import { TextArea } from '~/ui';
import type { FormProps } from './ItemForm';
import styles from './item.module.css';

const INDENT = '  ';

/**
 * A program in a plain field. Tab indents, as those who write programs expect; Escape lets the next Tab leave, and
 * Shift and Tab always does, so that nobody who works by keyboard is caught.
 */
export function Code({ body, answer, onChange }: FormProps) {
  const leaving = useRef(false);
  const { language, starter = '', function: called, examples = [] } = body;
  const source = answer.source ?? starter;
  const key = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const field = event.currentTarget;
    if (event.key === 'Escape') {
      leaving.current = true;
      return;
    }
    const plain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.key === 'Tab' && plain && !leaving.current) {
      event.preventDefault();
      type(field, INDENT);
    }
    if (event.key === 'Enter' && plain) {
      const line = field.value.slice(0, field.selectionStart).split('\n').at(-1) ?? '';
      const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
      if (indent) {
        event.preventDefault();
        type(field, `\n${indent}`);
      }
    }
    leaving.current = false;
  };
  return (
    <div className={styles.form}>
      {examples.length > 0 && (
        <div>
          <p className={styles.legend}>
            <Trans>What it should do</Trans>
          </p>
          <ul className={styles.examples}>
            {examples.map(({ args, expected }) => {
              const call = `${called ?? 'f'}(${args.map(asCode).join(', ')})`;
              return (
                <li key={call}>
                  <code>{call}</code> <span aria-hidden="true">→</span> <code>{asCode(expected)}</code>
                </li>
              );
            })}
          </ul>
        </div>
      )}
      <TextArea
        label={language ? <Trans>Your program, in {language}</Trans> : <Trans>Your program</Trans>}
        hint={<Trans>Tab indents. To leave the field by keyboard, press Escape and then Tab.</Trans>}
        className={styles.code}
        dir="ltr"
        rows={Math.max(10, source.split('\n').length + 2)}
        maxLength={60_000}
        spellCheck={false}
        autoCapitalize="none"
        autoCorrect="off"
        autoComplete="off"
        wrap="off"
        value={source}
        onKeyDown={key}
        onInput={event => onChange({ source: event.currentTarget.value })}
      />
    </div>
  );
}

function asCode(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}

/** Types as a person would, so that it can be undone; browsers have no other way for it. */
function type(field: HTMLTextAreaElement, text: string): void {
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
