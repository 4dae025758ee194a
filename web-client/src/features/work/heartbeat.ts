import type { Schema } from '~/api';

/** Whether the server sees an assignment otherwise than this device: another state, fence or end of the lease. */
export function isNews(heard: Schema<'Heartbeat'>, { state, fence, lease }: Schema<'Assignment'>): boolean {
  return (
    heard.state !== state ||
    heard.fence !== fence ||
    (heard.lease_until !== undefined && Date.parse(heard.lease_until) !== Date.parse(lease?.expires_at ?? ''))
  );
}
