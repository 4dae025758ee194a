export { api, revalidated, type Schema, unwrap, withEtag } from './client';
export { millisUntil, noteServerTime, serverNow } from './clock';
export { newId } from './id';
export { asProblem, type FieldError, faultAt, localProblem, ProblemError } from './problem';
export { queryClient } from './query';
