import { useLingui } from '@lingui/react/macro';
import type { Schema } from '~/api';

export type Reason = Schema<'ReasonCode'>;
export type Verdict = Schema<'VerdictKind'>;

const REJECTING: readonly Reason[] = [
  'wrong_answer',
  'reason_too_thin',
  'off_topic',
  'guideline_not_followed',
  'factual_error',
  'language_quality',
  'copied',
  'incomplete',
  'other',
];
const FIXING: readonly Reason[] = [
  'small_fix',
  'wrong_answer',
  'factual_error',
  'language_quality',
  'incomplete',
  'other',
];

/** The reasons a verdict may name, in the order of their number keys. */
export function reasonsFor(verdict: Verdict): readonly Reason[] {
  if (verdict === 'accept') return [];
  return verdict === 'accept_with_fix' ? FIXING : REJECTING;
}

/** What reasons are called. */
export function useReasonNames(): Record<Reason, string> {
  const { t } = useLingui();
  return {
    wrong_answer: t`Wrong answer`,
    reason_too_thin: t`Reason too thin`,
    off_topic: t`Off topic`,
    guideline_not_followed: t`Guideline not followed`,
    factual_error: t`Factual error`,
    language_quality: t`Language`,
    copied: t`Copied`,
    incomplete: t`Incomplete`,
    small_fix: t`Small fix`,
    other: t`Other`,
  };
}

/** What verdicts are called when they are given. */
export function useVerdictNames(): Record<Verdict, string> {
  const { t } = useLingui();
  return {
    accept: t`Accept`,
    accept_with_fix: t`Accept with fix`,
    revise: t`Ask to revise`,
    soft_reject: t`Pay, do not use`,
    reject: t`Reject`,
  };
}
