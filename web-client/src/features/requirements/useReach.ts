import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, asProblem, type ProblemError, type Schema, unwrap } from '~/api';
import { type Asked, isUnfinished, requirementsOf } from './asked';

/** How long the form must rest before workers are counted again, in milliseconds; counts are limited to one a second. */
const REST = 700;

/** What is known of how many workers could and would. `before` is of what was asked until a moment ago. */
export type Reach =
  | { is: 'unpriced' | 'unfinished' }
  | { is: 'counting'; before: Schema<'Reach'> | undefined }
  | { is: 'counted'; reach: Schema<'Reach'> }
  | { is: 'failed'; error: ProblemError; again: () => void };

/** Whose workers are counted: `project` once it is stored. */
export interface Place {
  organisation: string;
  project?: string;
}

/** What the work pays, and for how long, as it was typed. */
export interface Pay {
  price: string;
  currency: string;
  seconds: string;
}

/** Counts workers for what the form asks now, a moment after the last change. */
export function useReach({ organisation, project }: Place, asked: Asked, pay: Pay): Reach {
  const priced = isPriced(pay);
  const wanted = priced && !isUnfinished(asked) ? JSON.stringify(bodyOf(asked, pay, project)) : undefined;
  const rested = useRested(wanted);
  const query = useQuery({
    queryKey: ['reach', organisation, rested],
    enabled: rested !== undefined,
    // As old as the server's own count may be.
    staleTime: 10_000,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/v1/organisations/{organisation_id}/reach', {
          params: { path: { organisation_id: organisation } },
          body: JSON.parse(rested ?? '{}') as ReturnType<typeof bodyOf>,
          signal,
        }),
      ),
  });
  if (!priced) return { is: 'unpriced' };
  if (wanted === undefined) return { is: 'unfinished' };
  if (wanted !== rested || query.isPlaceholderData || (query.isFetching && !query.data)) {
    return { is: 'counting', before: query.data };
  }
  if (query.isError) return { is: 'failed', error: asProblem(query.error), again: () => void query.refetch() };
  return query.data ? { is: 'counted', reach: query.data } : { is: 'counting', before: undefined };
}

/** Whether price and time are ones the server can count with. */
export function isPriced({ price, seconds }: Pay): boolean {
  const time = Number(seconds);
  return /^(0|[1-9]\d{0,9})(\.\d{1,6})?$/.test(price) && Number.isInteger(time) && time >= 5 && time <= 86_400;
}

function bodyOf(asked: Asked, { price, currency, seconds }: Pay, project: string | undefined) {
  return {
    requirements: requirementsOf(asked),
    price: { amount: price, currency },
    estimate_seconds: Number(seconds),
    ...(project !== undefined && { project_id: project }),
  };
}

/** `value` once it has not changed for a while; the first one at once. */
function useRested(value: string | undefined): string | undefined {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
