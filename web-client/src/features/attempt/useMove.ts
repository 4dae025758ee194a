import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ProblemError, type Schema, unwrap } from '~/api';
import { claimAnswered, claimIdFor } from '~/features/desk';
import { AFTER_ATTEMPT } from './queries';
import type { Answers } from './useAnswers';

type Attempt = Schema<'Attempt'>;
export type Move = 'next_section' | 'pause' | 'resume' | 'abandon';

/** Some answers are on this device only, and what was asked would leave them behind. */
export class AnswersLeft extends Error {}

/** Moves an attempt on. What leaves answers behind waits until the server has them. */
export function useMove(attempt: Attempt, { keeper }: Answers) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (move: Move) => {
      if (move === 'next_section' && !(await keeper.flush())) throw new AnswersLeft();
      return unwrap(
        api.PUT('/v1/attempts/{attempt_id}', {
          params: { path: { attempt_id: attempt.id } },
          body: { section: attempt.section ?? 0, move },
        }),
      );
    },
    onSuccess: async (now, move) => {
      client.setQueryData(['attempt', now.id], now);
      if (move !== 'abandon') return;
      await keeper.stop(true);
      for (const queryKey of AFTER_ATTEMPT) void client.invalidateQueries({ queryKey });
    },
    onError: failed => {
      // It stands otherwise than this device thought.
      if (failed instanceof ProblemError && !failed.outcomeUnknown)
        void client.invalidateQueries({ queryKey: ['attempt', attempt.id] });
    },
  });
}

/** Sends the attempt, under one id however often it is pressed. */
export function useSubmission(attempt: Attempt, { keeper }: Answers) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      if (!(await keeper.flush())) throw new AnswersLeft();
      const place = `submission ${attempt.id}`;
      const submission_id = await claimIdFor(place);
      const sent = await unwrap(
        api.POST('/v1/attempts/{attempt_id}/submission', {
          params: { path: { attempt_id: attempt.id } },
          body: { submission_id },
        }),
      );
      await claimAnswered(place);
      return sent;
    },
    onSuccess: async sent => {
      await keeper.stop(true);
      client.setQueryData(['attempt', sent.id], sent);
      for (const queryKey of AFTER_ATTEMPT) void client.invalidateQueries({ queryKey });
    },
  });
}
