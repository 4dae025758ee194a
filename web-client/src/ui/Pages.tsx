import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from './Button';
import { Row } from './Layout';
import { ProblemNote } from './Problem';
import { Skeleton } from './Skeleton';
import type { usePages } from './usePages';

/** A list that came page by page, with a button for more. `empty` stands there when there is nothing at all. */
export function Pages<Item>({
  pages,
  empty,
  children,
}: {
  pages: ReturnType<typeof usePages<Item>>;
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
}) {
  const { items, error, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = pages;
  if (!items)
    return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Skeleton lines={[4, 4, 4, 4]} />;
  return (
    <>
      {items.length === 0 ? empty : children(items)}
      {error && <ProblemNote error={error} onRetry={() => void fetchNextPage()} />}
      {hasNextPage && (
        <Row>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            <Trans>Show more</Trans>
          </Button>
        </Row>
      )}
    </>
  );
}
