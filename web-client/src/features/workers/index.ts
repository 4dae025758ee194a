export { WorkersPanel } from './WorkersPanel';
