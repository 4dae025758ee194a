export { glimpse } from './glimpse';
export { TaskPage } from './TaskPage';
export { TasksPanel } from './TasksPanel';
export { VerdictName } from './VerdictName';
