import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Schema } from '~/api';
import { DraftKeeper, type DraftStatus, saveDraft } from '~/features/desk';

export interface Draft {
  /** `undefined` until the text to go on with is known. */
  output: object | undefined;
  status: DraftStatus;
  change: (output: object) => void;
  settle: (choice: 'mine' | 'theirs') => void;
  /** Stops keeping; the work was sent or given back. */
  close: () => Promise<void>;
}

/** The unfinished answer of one assignment, kept here and on the server. */
export function useDraft(assignment: Schema<'Assignment'>): Draft {
  const [output, setOutput] = useState<object>();
  const [status, setStatus] = useState<DraftStatus>({ state: 'empty' });
  const keeper = useRef<DraftKeeper>(undefined);
  const first = useRef(assignment);
  const client = useQueryClient();

  useEffect(() => {
    const { id, draft, submission } = first.current;
    const opened = new DraftKeeper(id, (text, revision) => saveDraft(id, text, revision), setStatus);
    keeper.current = opened;
    // A revision starts from what was sent before.
    opened.open(draft).then(
      found => setOutput(Object.keys(found).length > 0 ? found : { ...submission?.output }),
      () => setOutput(draft?.output ?? { ...submission?.output }),
    );
    const hidden = () => document.visibilityState === 'hidden' && void opened.sync();
    const leaving = () => void opened.keep();
    document.addEventListener('visibilitychange', hidden);
    addEventListener('pagehide', leaving);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      removeEventListener('pagehide', leaving);
      void opened
        .sync()
        .finally(() => opened.stop())
        .then(() => client.invalidateQueries({ queryKey: ['assignment', id] }));
    };
  }, [client]);

  const change = useCallback((next: object) => {
    setOutput(next);
    keeper.current?.change(next);
  }, []);
  return {
    output,
    status,
    change,
    settle: choice => void keeper.current?.settle(choice).then(setOutput),
    close: async () => keeper.current?.stop(true),
  };
}
