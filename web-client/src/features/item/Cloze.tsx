import { useLingui } from '@lingui/react/macro';
import type { FormProps } from './ItemForm';
import { ItemProse } from './ItemProse';
import type { ItemBody } from './item';
import styles from './item.module.css';

/** A text with gaps, each filled where it stands. */
export function Cloze({ body, answer, onChange }: FormProps) {
  const gaps = body.gaps ?? [];
  const set = (id: string, text: string) => onChange({ gaps: { ...answer.gaps, [id]: text } });
  return (
    <div className={styles.cloze}>
      <ItemProse
        text={body.prompt}
        gap={id => {
          const at = gaps.findIndex(gap => gap.id === id);
          const gap = gaps[at];
          if (!gap) return `{{${id}}}`;
          return (
            <Gap
              key={id}
              gap={gap}
              number={at + 1}
              of={gaps.length}
              text={answer.gaps?.[id] ?? ''}
              onText={text => set(id, text)}
            />
          );
        }}
      />
    </div>
  );
}

function Gap({
  gap,
  number,
  of,
  text,
  onText,
}: {
  gap: NonNullable<ItemBody['gaps']>[number];
  number: number;
  of: number;
  text: string;
  onText: (text: string) => void;
}) {
  const { t } = useLingui();
  const name = t`Gap ${number} of ${of}`;
  if (gap.options) {
    return (
      <select
        className={styles.gap}
        aria-label={name}
        value={text}
        data-filled={text !== '' || undefined}
        onChange={event => onText(event.currentTarget.value)}
      >
        <option value="">{t`choose`}</option>
        {gap.options.map(option => (
          <option key={option}>{option}</option>
        ))}
      </select>
    );
  }
  return (
    <input
      className={styles.gap}
      aria-label={name}
      value={text}
      data-filled={text !== '' || undefined}
      // Wide enough for what is typed, and as wide as any other before.
      size={Math.min(24, Math.max(8, text.length + 1))}
      maxLength={200}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onInput={event => onText(event.currentTarget.value)}
    />
  );
}
