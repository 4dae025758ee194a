import { Plural, Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { FormProps } from './ItemForm';
import styles from './item.module.css';

/** One option out of several, or some of them. */
export function Choices({ body, answer, onChange, several }: FormProps & { several: boolean }) {
  const name = useId();
  const { options = [], select_min: least, select_max: most } = body;
  const chosen = several ? (answer.choices ?? []) : answer.choice === undefined ? [] : [answer.choice];
  const full = several && most !== undefined && chosen.length >= most;
  const toggle = (id: string) =>
    onChange({
      // In the order of the options, so that the same picks are the same answer.
      choices: options.map(one => one.id).filter(one => (one === id ? !chosen.includes(one) : chosen.includes(one))),
    });
  return (
    <fieldset>
      <legend className={styles.legend}>
        {several ? <HowMany least={least} most={most} /> : <Trans>Choose one</Trans>}
      </legend>
      <div className={styles.options}>
        {options.map(({ id, text }) => (
          <label key={id} className={styles.option}>
            <input
              type={several ? 'checkbox' : 'radio'}
              name={name}
              value={id}
              checked={chosen.includes(id)}
              disabled={full && !chosen.includes(id)}
              onChange={() => (several ? toggle(id) : onChange({ choice: id }))}
            />
            <span dir="auto">{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function HowMany({ least = 0, most }: { least?: number | undefined; most?: number | undefined }) {
  if (most === undefined && least <= 1) return <Trans>Choose all that are right</Trans>;
  if (most === undefined) return <Trans>Choose at least {least}</Trans>;
  if (least === most) return <Plural value={most} one="Choose #" other="Choose #" />;
  if (least <= 1) return <Trans>Choose at most {most}</Trans>;
  return (
    <Trans>
      Choose {least} to {most}
    </Trans>
  );
}
