export { followMessages } from './follow';
export { PushSection } from './PushSection';
