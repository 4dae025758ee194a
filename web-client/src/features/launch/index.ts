export { AskedCard } from './Asked';
export { LaunchCard } from './LaunchCard';
export { StateActions } from './StateActions';
