export { KindName } from './KindName';
