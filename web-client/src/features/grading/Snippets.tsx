import { Trans, useLingui } from '@lingui/react/macro';
import { BookmarkPlus, X } from 'lucide-react';
import { useSession } from '~/api/session';
import { useDraft } from '~/features/ordering';
import { Button } from '~/ui';
import styles from './grading.module.css';

/** How many are kept for a line. */
const MOST = 12;

interface Kept {
  texts: Readonly<Record<string, readonly string[]>>;
}

/** Reasons that this person wrote before and kept on this device, to be used again on lines of the same name. */
export function Snippets({
  line,
  reason,
  onInsert,
}: {
  line: string;
  reason: string;
  onInsert: (words: string) => void;
}) {
  const { t } = useLingui();
  const session = useSession();
  const person = session.state === 'signed-in' ? session.me.id : '';
  const { form, change } = useDraft<Kept>(`${person} reasons`, { texts: {} });
  const texts = form?.texts[line] ?? [];
  const words = reason.trim();
  const keep = (next: readonly string[]) => form && change({ texts: { ...form.texts, [line]: next } });
  const keepable = words.length > 3 && !texts.includes(words);
  if (texts.length === 0 && !keepable) return null;
  return (
    <div className={styles.snippets}>
      {texts.map(text => (
        <span key={text} className={styles.snippet}>
          <button type="button" onClick={() => onInsert(text)} aria-label={t`Insert: ${text}`} dir="auto">
            {text}
          </button>
          <Button
            icon
            size="small"
            tone="quiet"
            aria-label={t`Forget: ${text}`}
            onClick={() => keep(texts.filter(one => one !== text))}
          >
            <X aria-hidden="true" />
          </Button>
        </span>
      ))}
      {keepable && (
        <Button size="small" tone="quiet" onClick={() => keep([words, ...texts].slice(0, MOST))}>
          <BookmarkPlus aria-hidden="true" />
          <Trans>Keep this reason for later</Trans>
        </Button>
      )}
    </div>
  );
}
