import { Plural, Trans } from '@lingui/react/macro';
import { CloudOff, CloudUpload } from 'lucide-react';
import { resume, useSession } from '~/api/session';
import { useOutbox } from '~/features/desk';
import { Button, useOnline } from '~/ui';
import styles from './Shell.module.css';

/** Says when the network is gone, and what still waits on this device. */
export function Banner() {
  const online = useOnline();
  const session = useSession();
  const waiting = useOutbox().filter(({ state }) => state !== 'refused').length;
  const away = session.state === 'away';
  if (online && !away && waiting === 0) return <div role="status" />;
  return (
    <div role="status" className={styles.banner}>
      {online && !away ? <CloudUpload aria-hidden="true" /> : <CloudOff aria-hidden="true" />}
      <span>
        {(!online || away) && (
          <Trans>No connection. Tasks you hold can be worked on; what you finish is sent later.</Trans>
        )}{' '}
        {waiting > 0 && (
          <Plural
            value={waiting}
            one="# finished task is on this device."
            other="# finished tasks are on this device."
          />
        )}
      </span>
      {away && online && (
        <Button size="small" className={styles.bannerAction ?? ''} onClick={() => void resume()}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  );
}
