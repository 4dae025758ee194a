export { RecallDialog } from './RecallDialog';
