export { DeliveriesPanel } from './DeliveriesPanel';
export { download } from './download';
