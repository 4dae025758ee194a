export {
  forgetAnswers,
  keepAnswer,
  keptAnswers,
  lookAfterAnswers,
  type SavedAnswer,
  sendAnswer,
  watchAnswers,
} from './answers';
export { assignmentQuery } from './assignment';
export { DraftKeeper, type DraftState, type DraftStatus, KEEP_AFTER, keepDrafts, saveDraft } from './draft';
export { deviceMemory } from './memory';
export { same } from './same';
export { outbox, useOutbox, watchOutbox } from './sending';
export type { LocalAnswer, OpenTask, Parcel } from './store';
export { claimAnswered, claimIdFor, clearTask, noteActivity, openTask, recallTask, recallTasks } from './task';
export { isReopenable, useReopening } from './useReopening';
