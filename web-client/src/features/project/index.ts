export { Guideline, useFeedProject } from './Guideline';
