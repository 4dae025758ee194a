export { QualificationPage } from './QualificationPage';
export { QualificationsPage } from './QualificationsPage';
export { useQualifications } from './queries';
export { TestPage } from './TestPage';
