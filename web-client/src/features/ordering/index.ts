export { forgetForms } from './drafts';
export { EditProject } from './EditProject';
export { Guideline } from './Guideline';
export { ListEditor } from './ListEditor';
export { NewProjectPage } from './NewProjectPage';
export { useSamples } from './starters';
export { useDraft } from './useDraft';
