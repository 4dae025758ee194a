import { Plural, Trans } from '@lingui/react/macro';
import type { Fault } from './answer';

/** Says in words what an answer still needs. */
export function FaultText({ fault }: { fault: Fault }) {
  switch (fault.need) {
    case 'given':
      return <Missing place={fault.place} />;
    case 'more-words':
      return (
        <>
          {fault.place === 'reason' ? <Trans>The reason is short:</Trans> : <Trans>The answer is short:</Trans>}{' '}
          <Plural value={fault.want - fault.have} one="# more word is needed." other="# more words are needed." />
        </>
      );
    case 'fewer-words':
      return (
        <Trans>
          The answer has {fault.have} words; at most {fault.want} are wanted.
        </Trans>
      );
    case 'all-scored':
      return <Trans>Not scored yet: {fault.left.join(', ')}</Trans>;
  }
}

function Missing({ place }: { place: 'label' | 'choice' | 'comment' | 'response' }) {
  switch (place) {
    case 'label':
      return <Trans>Choose a label.</Trans>;
    case 'choice':
      return <Trans>Choose which is better.</Trans>;
    case 'comment':
      return <Trans>This project asks for a comment.</Trans>;
    case 'response':
      return <Trans>Write your answer.</Trans>;
  }
}
