export { DeliveriesPanel } from './DeliveriesPanel';
