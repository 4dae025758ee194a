import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Schema } from '~/api';
import { sendAnswer } from '~/features/desk';
import { AnswerKeeper, type Kept } from './keeper';

export interface Answers {
  keeper: AnswerKeeper;
  /** By item; empty until it is known what this device has. */
  kept: ReadonlyMap<string, Kept>;
}

/** The answers of an attempt, kept here and at the server. */
export function useAnswers(attempt: Schema<'Attempt'>, accountId: string): Answers | undefined {
  const client = useQueryClient();
  const [keeper, setKeeper] = useState<AnswerKeeper>();
  const [first] = useState(attempt);
  useEffect(() => {
    const opened = new AnswerKeeper(first.id, accountId, sendAnswer);
    let gone = false;
    opened.open(first.items ?? [], isHeld(first)).then(() => gone || setKeeper(opened));
    const flush = () => void opened.flush();
    const leaving = () => void opened.keepAll();
    document.addEventListener('visibilitychange', flush);
    addEventListener('online', flush);
    addEventListener('focus', flush);
    addEventListener('pagehide', leaving);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', flush);
      removeEventListener('online', flush);
      removeEventListener('focus', flush);
      removeEventListener('pagehide', leaving);
      void opened
        .flush()
        .finally(() => opened.stop())
        .then(() => client.invalidateQueries({ queryKey: ['attempt', first.id] }));
    };
  }, [client, first, accountId]);
  useEffect(() => {
    keeper?.meet(attempt.items ?? [], isHeld(attempt));
  }, [keeper, attempt]);
  const kept = useSyncExternalStore(keeper?.subscribe ?? nobody, keeper?.kept ?? nothing, keeper?.kept ?? nothing);
  return keeper && { keeper, kept };
}

/** In an adaptive section an answer is final once it is sent, so that it waits for the person's word. */
function isHeld({ section, sections }: Schema<'Attempt'>): boolean {
  return section !== undefined && sections[section]?.adaptive === true;
}

const NOTHING: ReadonlyMap<string, Kept> = new Map();
const nothing = () => NOTHING;
const nobody = () => () => {};
