import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { Spoken } from './Card';
import styles from './Differences.module.css';
import { Markdown } from './Markdown';

type Compare = typeof import('./differences');

/** The comparison comes lazily: few people ask for it. `undefined` until it is here, and when it cannot be. */
function useComparison<Result>(run: (compare: Compare) => Result, key: string): { result: Result } | undefined {
  const [done, setDone] = useState<{ key: string; result: Result }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says what `run` compares.
  useEffect(() => {
    let current = true;
    import('./differences').then(
      compare => current && setDone({ key, result: run(compare) }),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [key]);
  return done?.key === key ? done : undefined;
}

/**
 * A text in which the words that `other` does not have are marked: underlined, not only coloured, and told to screen
 * readers. Shown as it was typed, so that signs of Markdown differ visibly too.
 */
export function WordsOnlyHere({ text, other }: { text: string; other: string }) {
  const comparison = useComparison(({ compareWords }) => compareWords(text, other)?.a, `${text}\0${other}`);
  if (!comparison) return <Markdown text={text} />;
  if (!comparison.result) {
    return (
      <>
        <p className={styles.far}>
          <Trans>The two have too little in common to mark what differs.</Trans>
        </p>
        <Markdown text={text} />
      </>
    );
  }
  return (
    <div className={styles.words} dir="auto">
      {comparison.result.map(({ text: piece, only }, index) =>
        only ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no identity.
          <mark key={index} className={styles.only}>
            <Spoken>
              (<Trans>only here:</Trans>{' '}
            </Spoken>
            {piece}
            <Spoken>)</Spoken>
          </mark>
        ) : (
          piece
        ),
      )}
    </div>
  );
}

/** The lines of a Markdown text that changed, with a line of context around them. */
export function ChangedLines({ before, after }: { before: string; after: string }) {
  const comparison = useComparison(({ changedLines }) => changedLines(before, after), `${before}\0${after}`);
  if (!comparison?.result) return null;
  return (
    <div className={styles.lines} dir="auto">
      {comparison.result.map(({ kind, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity.
        <p key={index} data-kind={kind}>
          {kind === 'new' && (
            <Spoken>
              <Trans>New:</Trans>{' '}
            </Spoken>
          )}
          {kind === 'gone' && (
            <Spoken>
              <Trans>Gone:</Trans>{' '}
            </Spoken>
          )}
          {kind === 'gone' ? <del>{text}</del> : kind === 'new' ? <ins>{text}</ins> : text}
        </p>
      ))}
    </div>
  );
}
