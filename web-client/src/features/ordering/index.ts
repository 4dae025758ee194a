export { forgetForms } from './drafts';
export { EditProject } from './EditProject';
export { Guideline } from './Guideline';
export { NewProjectPage } from './NewProjectPage';
export { useSamples } from './starters';
