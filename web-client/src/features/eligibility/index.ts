export { Missing, Obstacles, Requirements } from './Requirements';
export { type Eligibility, useEligibility } from './useEligibility';
