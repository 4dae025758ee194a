import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { api, asProblem, millisUntil, newId, type ProblemError, type Schema, unwrap, withEtag } from '~/api';
import { type Grading, gradesOf, type Opinion } from './grades';
import { type Given, Outbox } from './outbox';

/** The paper at hand and the one after it. */
const IN_HAND = 2;
const PULSE = 1_000;
/** How long to wait before asking an empty queue again, when the server does not say, in seconds. */
const REST = 30;

/** The grades of one paper, as a draft or for good. */
export function save(
  grading: Grading,
  opinion: Opinion,
  seconds: number,
  { final, leaving }: { final: boolean; leaving: boolean },
) {
  return unwrap(
    api.PUT('/v1/gradings/{grading_id}', {
      params: { path: { grading_id: grading.id } },
      body: {
        fence: grading.fence,
        final,
        grades: gradesOf(opinion),
        ...(opinion.comment.trim() && { comment: opinion.comment.trim() }),
        ...(opinion.flag.trim() && { flag: opinion.flag.trim() }),
        seconds: Math.round(seconds),
      },
      keepalive: leaving,
    }),
  );
}

/** What may be graded, and how much waits. */
export function useGradingQueue(on = true) {
  return useQuery({
    queryKey: ['grading-queue'],
    enabled: on,
    refetchInterval: 60_000,
    queryFn: async () => (await unwrap(api.GET('/v1/gradings/queue'))).data,
  });
}

type Written = Pick<Given, 'opinion' | 'seconds'>;

export interface Desk {
  current: Grading | undefined;
  given: readonly Given[];
  /** Nothing more can be had now: nothing waits, or the queue stands still. */
  state: 'loading' | 'working' | 'empty' | 'failed';
  error: ProblemError | undefined;
  retry: () => void;
  /** What was written about a paper before, here or in an earlier visit. */
  written: (id: string) => Written | undefined;
  keep: (grading: Grading, opinion: Opinion, seconds: number) => void;
  give: (opinion: Opinion, seconds: number) => void;
  undo: (id?: string) => Given | undefined;
  /** The current paper is in the queue again. */
  returned: () => void;
}

/**
 * The papers of one grader: those of an earlier visit first, then one claim after another, always one ahead, so that the
 * next paper is here before it is wanted.
 */
export function useDesk(qualification: string): Desk {
  const queries = useQueryClient();
  const [outbox] = useState(
    () =>
      new Outbox(
        ({ grading, opinion, seconds }, leaving) => save(grading, opinion, seconds, { final: true, leaving }),
        ({ lease_until }) => (lease_until ? millisUntil(lease_until) : Number.POSITIVE_INFINITY),
      ),
  );
  const given = useSyncExternalStore(outbox.subscribe, outbox.all, outbox.all);
  const [papers, setPapers] = useState<readonly Grading[]>();
  /** How long nothing is asked for, because nothing waits; in seconds. */
  const [rest, setRest] = useState(0);
  const [error, setError] = useState<ProblemError>();
  const [round, setRound] = useState(0);
  const claim = useRef(newId());
  const taken = useRef(new Map<string, Written>());

  // Where the claim names the same paper twice, or an old one is in the list as well, it is still one paper.
  const add = useCallback((more: readonly Grading[]) => {
    setPapers((before = []) => [...before, ...more.filter(one => before.every(({ id }) => id !== one.id))]);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for another go.
  useEffect(() => {
    if (papers !== undefined) return;
    let here = true;
    unwrap(api.GET('/v1/gradings', { params: { query: { state: 'claimed', limit: 20 } } })).then(
      ({ data }) => here && add(data.filter(one => one.qualification.id === qualification && isOpen(one))),
      thrown => here && setError(asProblem(thrown)),
    );
    return () => {
      here = false;
    };
  }, [papers === undefined, qualification, add, round]);

  const asking = papers !== undefined && rest === 0 && !error;
  const inHand = papers?.length ?? 0;
  useEffect(() => {
    if (!asking || inHand >= IN_HAND) return;
    let here = true;
    claimNext(qualification, claim.current).then(
      ({ grading, rest }) => {
        claim.current = newId();
        if (!here) return;
        if (grading) return add([grading]);
        setRest(rest);
      },
      thrown => here && setError(asProblem(thrown)),
    );
    return () => {
      here = false;
    };
  }, [asking, inHand, qualification, add]);

  useEffect(() => {
    if (rest === 0) return;
    const timer = setTimeout(() => setRest(0), rest * 1_000);
    return () => clearTimeout(timer);
  }, [rest]);

  useEffect(() => {
    const tick = async () => {
      if (await outbox.flush()) void queries.invalidateQueries({ queryKey: ['grading-queue'] });
    };
    const timer = setInterval(() => void tick(), PULSE);
    const leave = () => void outbox.flush(true);
    addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      removeEventListener('pagehide', leave);
      void outbox.flush(true).then(() => {
        for (const key of ['grading-queue', 'calibration']) void queries.invalidateQueries({ queryKey: [key] });
      });
    };
  }, [outbox, queries]);

  const current = papers?.[0];
  const without = (id: string) => setPapers(before => before?.filter(one => one.id !== id));
  const retry = () => {
    setError(undefined);
    setRest(0);
    setRound(before => before + 1);
  };
  return {
    current,
    given,
    state: current ? 'working' : error ? 'failed' : rest > 0 ? 'empty' : 'loading',
    error,
    retry,
    written: id => taken.current.get(id),
    keep: ({ id }, opinion, seconds) => void taken.current.set(id, { opinion, seconds }),
    give: (opinion, seconds) => {
      if (!current) return;
      taken.current.delete(current.id);
      outbox.give(current, opinion, seconds);
      without(current.id);
    },
    undo: id => {
      const back = outbox.takeBack(id);
      if (back) {
        taken.current.set(back.grading.id, back);
        setPapers((before = []) => [back.grading, ...before]);
      }
      return back;
    },
    returned: () => current && without(current.id),
  };
}

function isOpen({ lease_until }: Grading): boolean {
  return lease_until === undefined || millisUntil(lease_until) > 0;
}

async function claimNext(
  qualification: string,
  claim: string,
): Promise<{ grading?: Schema<'Grading'> | undefined; rest: number }> {
  const { data, response } = await withEtag(
    api.POST('/v1/gradings/claims', { body: { claim_id: claim, qualification_id: qualification } }),
  );
  return response.status === 204
    ? { rest: Number(response.headers.get('retry-after')) || REST }
    : { grading: data, rest: 0 };
}
