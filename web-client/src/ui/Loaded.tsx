import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemNote } from './Problem';
import { Skeleton } from './Skeleton';

/**
 * A query's three faces in one place: a skeleton while nothing is known, the problem when it failed, the data otherwise.
 * Data that is already here stays on screen while it is being renewed, and when renewing fails.
 */
export function Loaded<Data>({
  query,
  children,
  skeleton,
}: {
  query: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
  skeleton?: ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  return <>{skeleton ?? <Skeleton />}</>;
}
