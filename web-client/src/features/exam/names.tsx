import { useLingui } from '@lingui/react/macro';
import { Badge, type Tone } from '~/ui';
import type { Gap, Test } from './plan';

const TONES: Record<Test['state'], Tone> = { draft: 'brass', published: 'good', retired: 'plain' };

export function TestStateBadge({ state }: { state: Test['state'] }) {
  const { t } = useLingui();
  const names: Record<Test['state'], string> = { draft: t`Draft`, published: t`Published`, retired: t`Retired` };
  return <Badge tone={TONES[state]}>{names[state]}</Badge>;
}

/** What stands in the way of publishing, and how to mend it. */
export function useGapNames(): Record<Gap, string> {
  const { t } = useLingui();
  return {
    pay: t`It takes more than 15 minutes, so an attempt has to be paid.`,
    no_time: t`It has no time limit. Give one for the whole, or one for each section.`,
    levels: t`Two pass rules grant the same level.`,
    scores: t`A higher level takes less than a lower one.`,
    adaptive: t`An adaptive section shows at least more items than at most.`,
  };
}
