import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { navigate } from 'wouter/use-browser-location';
import { queryClient } from '~/api';
import { openStream } from '~/api/stream';
import { toast } from '~/ui';
import { type Facts, LiveStream } from './stream';

/** What a message makes out of date. Screens that show it read it again, others when they are opened. */
function outdated(name: string, { assignment_id: assignment, change }: Facts): unknown[][] {
  switch (name) {
    case 'feed':
    case 'offer':
      return [['feed'], ['feed-project'], ['eligibility']];
    case 'money':
      return [['balance'], ['earnings']];
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

/** Says what somebody would otherwise find too late, unless they are looking at it. */
function say(name: string, { assignment_id: assignment, project_id: project, change, until }: Facts): void {
  const look = (path: string) => ({ label: t`Look`, run: () => navigate(path) });
  if (name === 'assignment' && change === 'expiring' && location.pathname !== `/work/${assignment}`) {
    toast({ text: t`The time for one of your tasks is almost over.`, action: look(`/work/${assignment}`) });
  }
  if (name === 'assignment' && change === 'cancelled' && location.pathname !== `/work/${assignment}`) {
    toast({
      text: t`A task of yours was called back. You are paid for your time.`,
      action: look(`/history/${assignment}`),
    });
  }
  if (name === 'offer' && until && location.pathname !== `/projects/${project}`) {
    const time = i18n.date(until, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
    toast({
      text: t`Work was drawn for you. It is yours to take until ${time}.`,
      action: look(`/projects/${project}`),
    });
  }
}

let looking: ReturnType<typeof setTimeout> | undefined;

const stream = new LiveStream(openStream, (name, facts) => {
  const refresh = () => {
    for (const queryKey of outdated(name, facts)) void queryClient.invalidateQueries({ queryKey });
  };
  const spread = Number(facts.within_ms ?? 0);
  if (spread > 0) {
    // Everybody who watches hears of it now; each looks at a moment of their own.
    looking ??= setTimeout(() => {
      looking = undefined;
      refresh();
    }, Math.random() * spread);
  } else {
    refresh();
  }
  say(name, facts);
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
    clearTimeout(looking);
    looking = undefined;
    stream.stop();
  };
}
