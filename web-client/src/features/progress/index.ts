export { ProgressPanel } from './ProgressPanel';
export { ResultsPanel } from './ResultsPanel';
