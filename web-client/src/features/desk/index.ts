export { assignmentQuery } from './assignment';
export { DraftKeeper, type DraftState, type DraftStatus, keepDrafts, saveDraft } from './draft';
export { deviceMemory } from './memory';
export { outbox, useOutbox, watchOutbox } from './sending';
export type { OpenTask, Parcel } from './store';
export { claimAnswered, claimIdFor, clearTask, noteActivity, openTask, recallTask, recallTasks } from './task';
export { isReopenable, useReopening } from './useReopening';
