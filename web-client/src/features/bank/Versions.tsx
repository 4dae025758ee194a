import { Trans } from '@lingui/react/macro';
import { ItemKeyView, ItemProse } from '~/features/item';
import { Card, Row, Stack, Time } from '~/ui';
import styles from './bank.module.css';
import type { ItemDetail } from './draft';

/** Every version and every correction of a key, newest first. */
export function Versions({ item }: { item: ItemDetail }) {
  return (
    <Stack>
      {item.versions.map(({ version, key_revision, body, key, note, author, at }, index) => (
        <Card key={`${version}-${key_revision}`} as="article">
          <Row between>
            <h2 className={styles.title}>
              {key_revision > 1 ? (
                <Trans>
                  Version {version}, key {key_revision}
                </Trans>
              ) : (
                <Trans>Version {version}</Trans>
              )}
            </h2>
            <span className={styles.soft}>
              {author && <>{author} · </>}
              <Time value={at} />
            </span>
          </Row>
          {note && <p dir="auto">{note}</p>}
          <details className={styles.more} open={index === 0}>
            <summary>
              <Trans>Question and key</Trans>
            </summary>
            <Stack>
              {item.kind !== 'cloze' && <ItemProse text={body.prompt} />}
              <ItemKeyView kind={item.kind} body={body} answer={key} />
            </Stack>
          </details>
        </Card>
      ))}
    </Stack>
  );
}
