import { useLingui } from '@lingui/react/macro';
import { type InputHTMLAttributes, useState } from 'react';
import { type FieldProps, TextArea, TextField } from '~/ui';

/** A number; half of one that is being typed is not lost. */
export function NumberField({
  value,
  onNumber,
  ...rest
}: FieldProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'value'> & {
    value: number | undefined;
    onNumber: (value: number | undefined) => void;
  }) {
  const [text, setText] = useState(value === undefined ? '' : String(value));
  const typed = text === '' ? undefined : Number(text);
  const shown = typed === value ? text : value === undefined ? '' : String(value);
  return (
    <TextField
      type="number"
      inputMode="decimal"
      step="any"
      autoComplete="off"
      {...rest}
      value={shown}
      onInput={event => {
        const next = event.currentTarget.value;
        setText(next);
        onNumber(next === '' || Number.isNaN(Number(next)) ? undefined : Number(next));
      }}
    />
  );
}

/** A list with one entry a line. */
export function LinesField({
  value,
  onLines,
  ...rest
}: FieldProps & {
  value: readonly string[] | undefined;
  onLines: (lines: string[]) => void;
  required?: boolean;
  rows?: number;
  className?: string;
}) {
  const linesOf = (text: string) =>
    text
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean);
  const [text, setText] = useState((value ?? []).join('\n'));
  const shown = linesOf(text).join('\n') === (value ?? []).join('\n') ? text : (value ?? []).join('\n');
  return (
    <TextArea
      rows={3}
      {...rest}
      value={shown}
      onInput={event => {
        setText(event.currentTarget.value);
        onLines(linesOf(event.currentTarget.value));
      }}
    />
  );
}

/** A value in JSON; the form cannot be sent while it is none. */
export function JsonField({
  value,
  onValue,
  list,
  ...rest
}: FieldProps & { value: unknown; onValue: (value: unknown) => void; list?: boolean }) {
  const { t } = useLingui();
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value));
  const wrong = (typed: string) => {
    try {
      const parsed = JSON.parse(typed) as unknown;
      return list && !Array.isArray(parsed) ? t`A list in square brackets, such as [1, 2].` : '';
    } catch {
      return t`This is no JSON. Texts stand in double quotes.`;
    }
  };
  return (
    <TextField
      {...rest}
      value={text}
      required
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
      dir="ltr"
      error={text && wrong(text) ? wrong(text) : rest.error}
      onInput={event => {
        const field = event.currentTarget;
        setText(field.value);
        const fault = wrong(field.value);
        field.setCustomValidity(fault);
        if (!fault) onValue(JSON.parse(field.value));
      }}
    />
  );
}
