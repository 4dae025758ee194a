export { AttemptAppealsPage } from './AttemptAppealsPage';
export { CorrectionsPage } from './CorrectionsPage';
