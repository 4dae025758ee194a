export { type Asked, askedOf, NOTHING, requirementsOf } from './asked';
export { RequirementFields } from './RequirementFields';
export type { Place } from './useReach';
