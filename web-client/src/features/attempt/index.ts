export { AFTER_ATTEMPT, attemptQuery, attemptsQuery } from './queries';
export { AttemptStateBadge } from './StateBadge';
