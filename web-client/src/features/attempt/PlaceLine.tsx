import { Trans } from '@lingui/react/macro';
import { Cloud, CloudOff, CloudUpload, Smartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './attempt.module.css';
import type { Kept, Place } from './keeper';
import type { Answers } from './useAnswers';

/** Where the answer is, in a few words; an answer of another item that waits on this device is not forgotten. */
export function PlaceLine({ kept, adaptive, all }: { kept: Kept | undefined; adaptive: boolean; all: Answers }) {
  const waits = !adaptive && Array.from(all.kept.values()).some(({ place }) => place === 'on-device');
  const place =
    kept?.place === 'saved' || kept?.place === 'empty' || !kept ? (waits ? 'on-device' : kept?.place) : kept.place;
  return (
    <span className={styles.kept} role="status">
      {place && <Words place={place} late={kept?.late ?? false} adaptive={adaptive} />}
    </span>
  );
}

function Words({ place, late, adaptive }: { place: Place; late: boolean; adaptive: boolean }): ReactNode {
  switch (place) {
    case 'empty':
      return null;
    case 'writing':
      return (
        <>
          <CloudUpload aria-hidden="true" />
          <Trans>Saving…</Trans>
        </>
      );
    case 'on-device':
    case 'conflict':
      return (
        <>
          <Smartphone aria-hidden="true" />
          {adaptive ? <Trans>On this device, not confirmed yet</Trans> : <Trans>On this device, not sent yet</Trans>}
        </>
      );
    case 'saved':
      return (
        <>
          <Cloud aria-hidden="true" />
          {late ? <Trans>Saved, after the time</Trans> : <Trans>Saved</Trans>}
        </>
      );
    case 'refused':
      return (
        <>
          <CloudOff aria-hidden="true" />
          <Trans>Not taken by the server</Trans>
        </>
      );
  }
}
