export { ClaimProblem } from './ClaimProblem';
export { CoolDown, isWaiting } from './CoolDown';
export { FeedPage } from './FeedPage';
export { isDrawnForOthers, Offer } from './Offer';
export { useClaim } from './useClaim';
export { useOfferEnds } from './useOfferEnds';
export { useStanding } from './useStanding';
export { Way } from './Way';
export { Facts, Pay, Reasons } from './WorkCard';
