export { watchLive } from './watch';
