export { LaunchCard } from './LaunchCard';
export { StateActions } from './StateActions';
