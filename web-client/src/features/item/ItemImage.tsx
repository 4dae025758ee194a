import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '~/api';
import { Button } from '~/ui';
import styles from './item.module.css';

/** An image of an item. It is for those in whose test it stands, so it comes with the token, as no `src` could. */
export function ItemImage({ id, alt }: { id: string; alt: string }) {
  const image = useQuery({
    queryKey: ['item-image', id],
    queryFn: async ({ signal }) =>
      asAddress(
        (await unwrap(
          api.GET('/v1/item-images/{image_id}', { params: { path: { image_id: id } }, parseAs: 'blob', signal }),
        )) as unknown as Blob,
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (image.data) return <img src={image.data} alt={alt} className={styles.image} />;
  return (
    <span className={styles.imageWaits}>
      <span>{alt}</span>
      {image.isError && (
        <Button size="small" onClick={() => void image.refetch()}>
          <Trans>Load the image again</Trans>
        </Button>
      )}
    </span>
  );
}

/** The policy of the page allows images of its own and such as are written into it, and no blobs. */
function asAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
