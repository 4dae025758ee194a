import { queryClient } from '~/api';
import { openStream } from '~/api/stream';
import { LiveStream } from './stream';

/** What a message makes out of date. Screens that show it read it again, others when they are opened. */
function outdated(name: string, { assignment_id: assignment, change }: Record<string, string>): unknown[][] {
  switch (name) {
    case 'feed':
      return [['feed']];
    case 'assignment':
      // A claim is news for the person's other devices alone; the one that made it has the answer.
      return change === 'claimed'
        ? [['feed'], ['assignments']]
        : [['feed'], ['standing'], ['assignments'], ['assignment', assignment], ['balance'], ['earnings']];
    case 'reset':
      return [[]];
    default:
      return [];
  }
}

const stream = new LiveStream(openStream, (name, facts) => {
  for (const queryKey of outdated(name, facts)) void queryClient.invalidateQueries({ queryKey });
});

/** Follows what happens while somebody is looking. Gives back how to stop. */
export function watchLive(): () => void {
  const follow = () => (document.visibilityState === 'visible' ? stream.start() : stream.stop());
  const retry = () => {
    stream.stop();
    follow();
  };
  addEventListener('online', retry);
  document.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    removeEventListener('online', retry);
    document.removeEventListener('visibilitychange', follow);
    stream.stop();
  };
}
