import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, type Schema, unwrap } from '~/api';
import { recallTask } from '~/features/desk';
import { isNews, pauseAfter } from './heartbeat';

/**
 * Tells the server that somebody is at work while the task is in view, and for how long when it goes out of view; reads
 * the task anew when the answer says that it stands otherwise: sent from another device, called back, out of time.
 */
export function useHeartbeat(assignment: Schema<'Assignment'>): void {
  const client = useQueryClient();
  const known = useRef(assignment);
  known.current = assignment;
  const { id } = assignment;
  useEffect(() => {
    const beat = async () => {
      const { fence, lease } = known.current;
      if (!lease) return;
      const activeSeconds = (await recallTask(id))?.activeSeconds ?? 0;
      const heard = await unwrap(
        api.POST('/v1/assignments/{assignment_id}/heartbeat', {
          params: { path: { assignment_id: id } },
          body: { fence, active_seconds: Math.round(activeSeconds) },
        }),
      );
      if (isNews(heard, known.current)) await client.invalidateQueries({ queryKey: ['assignment', id] });
    };
    // One that is lost does no harm: the next tells the same and more.
    const quietly = () => void beat().catch(() => undefined);
    let beats = 0;
    let timer: ReturnType<typeof setTimeout>;
    const goOn = () => {
      timer = setTimeout(() => {
        whileSeen();
        goOn();
      }, pauseAfter(beats++));
    };
    const whileSeen = () => document.visibilityState === 'visible' && quietly();
    document.addEventListener('visibilitychange', quietly);
    whileSeen();
    goOn();
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', quietly);
    };
  }, [client, id]);
}
