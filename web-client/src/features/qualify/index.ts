export { Level } from './Level';
