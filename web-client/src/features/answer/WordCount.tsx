import { Plural, Trans } from '@lingui/react/macro';
import { countWords } from '~/i18n/words';
import { cx } from '~/ui';
import styles from './answer.module.css';

/** How many words stand there, and how many are wanted. */
export function WordCount({
  text,
  min = 0,
  max,
}: {
  text: string;
  min?: number | undefined;
  max?: number | undefined;
}) {
  const words = countWords(text);
  const good = words >= min && (max === undefined || words <= max) && words > 0;
  return (
    <p className={cx(styles.count, good && styles.countGood)}>
      <Plural value={words} one="# word" other="# words" />
      {min > 0 && words < min && (
        <>
          {' · '}
          <Trans>at least {min}</Trans>
        </>
      )}
      {max !== undefined && (
        <>
          {' · '}
          <Trans>at most {max}</Trans>
        </>
      )}
    </p>
  );
}
