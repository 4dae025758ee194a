import { Trans, useLingui } from '@lingui/react/macro';
import { byLine } from './lines';
import styles from './tasks.module.css';
import type { LineFault } from './upload';

/** What is wrong in a file, line by line; with the file's rows at hand, each line can be mended in place. */
export function LineFaults({
  faults,
  rows,
  mends,
  onMend,
}: {
  faults: readonly LineFault[];
  rows?: readonly string[] | undefined;
  mends?: ReadonlyMap<number, string>;
  onMend?: (line: number, text: string) => void;
}) {
  const { t } = useLingui();
  const lines = byLine(faults);
  return (
    <>
      <ol className={styles.faults}>
        {lines.slice(0, 20).map(([line, all]) => (
          <li key={line} className={styles.fault}>
            <strong className={styles.line}>
              <Trans>Line {line}</Trans>
            </strong>
            <div className={styles.what}>
              {all.map(({ pointer, code, detail }) => (
                <p key={`${pointer} ${code}`}>
                  {pointer && <code className={styles.pointer}>{pointer}</code>} {detail}
                </p>
              ))}
              {onMend && rows?.[line - 1] !== undefined && (
                <textarea
                  className={styles.mend}
                  aria-label={t`Mend line ${line}`}
                  rows={2}
                  spellCheck={false}
                  value={mends?.get(line) ?? rows[line - 1]}
                  onInput={event => onMend(line, event.currentTarget.value.replaceAll('\n', ' '))}
                />
              )}
            </div>
          </li>
        ))}
      </ol>
      {lines.length > 20 && (
        <p className={styles.soft}>
          <Trans>And {lines.length - 20} more lines.</Trans>
        </p>
      )}
    </>
  );
}
