import { useLingui } from '@lingui/react/macro';
import type { Schema } from '~/api';
import type { ItemKind } from '~/features/item';
import { Badge, type Tone } from '~/ui';

export type ItemState = Schema<'ItemState'>;
export type ItemFlag = Schema<'ItemFlag'>;

export const KINDS: readonly ItemKind[] = [
  'single_choice',
  'multiple_choice',
  'numeric',
  'ordering',
  'short_text',
  'cloze',
  'essay',
  'code',
  'comparison',
  'critique',
];

/** What kinds of items are called. */
export function useItemKindNames(): Record<ItemKind, string> {
  const { t } = useLingui();
  return {
    single_choice: t`One choice`,
    multiple_choice: t`Several choices`,
    numeric: t`Number`,
    ordering: t`Bring into order`,
    short_text: t`Short text`,
    cloze: t`Gaps in a text`,
    essay: t`Essay`,
    code: t`Program`,
    comparison: t`Compare two answers`,
    critique: t`Find what is wrong`,
  };
}

export function useItemStateNames(): Record<ItemState, string> {
  const { t } = useLingui();
  return { draft: t`Draft`, trial: t`On trial`, active: t`In use`, retired: t`Retired` };
}

const TONES: Record<ItemState, Tone> = { draft: 'plain', trial: 'brass', active: 'good', retired: 'plain' };

export function ItemStateBadge({ state }: { state: ItemState }) {
  const names = useItemStateNames();
  return <Badge tone={TONES[state]}>{names[state]}</Badge>;
}

/** What flags are called, and what the author can do about each. */
export function useFlagNames(): Record<ItemFlag, { name: string; mend: string }> {
  const { t } = useLingui();
  return {
    too_easy: { name: t`Too easy`, mend: t`Almost everybody gets it right; it tells nothing apart.` },
    too_hard: { name: t`Too hard`, mend: t`Almost nobody gets it right. Is the question clear, and is the key right?` },
    weak_discrimination: {
      name: t`Tells little apart`,
      mend: t`Strong and weak people do about equally well. Sharpen the question or the wrong options.`,
    },
    negative_discrimination: {
      name: t`Strong people fail it`,
      mend: t`Strong people do worse than weak ones. Most often the key is wrong or a second option is right too.`,
    },
    key_suspect: {
      name: t`Key in doubt`,
      mend: t`The strong third prefers an option that is not the key. Look at it before anybody else is marked by it.`,
    },
    dead_distractor: {
      name: t`Dead option`,
      mend: t`An option that hardly anybody chooses. Replace it with a mistake that people make.`,
    },
    leak_suspect: {
      name: t`May have leaked`,
      mend: t`People who came later do better than their ability says, and its twin shows nothing of it. Retire it.`,
    },
    exposure_reached: { name: t`Shown often enough`, mend: t`It has reached its cap and is drawn no more.` },
    too_slow: { name: t`Takes too long`, mend: t`It takes far longer than items of its kind.` },
  };
}
