import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem';

/** The one cache of server answers. Reads are tried three times when that can help; writes are never repeated here. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      networkMode: 'offlineFirst',
      retry: (failures, error) => failures < 2 && error instanceof ProblemError && error.retryable && navigator.onLine,
      throwOnError: false,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
