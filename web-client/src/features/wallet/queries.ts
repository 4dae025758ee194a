import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '~/api';

/** The wallet of an organisation, one line per currency. */
export function useWallet(organisation: string) {
  return useQuery({
    queryKey: ['wallet', organisation],
    queryFn: () =>
      unwrap(
        api.GET('/v1/organisations/{organisation_id}/wallet', { params: { path: { organisation_id: organisation } } }),
      ),
  });
}

/** Adds money from the funding source; the same `key` adds it once, however often it is sent. */
export function useFunding(organisation: string) {
  const queries = useQueryClient();
  return async (amount: Schema<'Money'>, key: string): Promise<Schema<'WalletLine'>> => {
    const line = await unwrap(
      api.POST('/v1/organisations/{organisation_id}/funding', {
        params: { path: { organisation_id: organisation }, header: { 'Idempotency-Key': key } },
        body: { amount },
      }),
    );
    for (const of of ['wallet', 'transfers', 'estimate']) void queries.invalidateQueries({ queryKey: [of] });
    return line;
  };
}
