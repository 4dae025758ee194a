export { ClaimProblem } from './ClaimProblem';
export { CoolDown, isWaiting } from './CoolDown';
export { FeedPage } from './FeedPage';
export { useClaim } from './useClaim';
export { useStanding } from './useStanding';
export { Facts, Pay } from './WorkCard';
