export { ClaimProblem } from './ClaimProblem';
export { FeedPage } from './FeedPage';
export { useClaim } from './useClaim';
export { Facts, Pay } from './WorkCard';
