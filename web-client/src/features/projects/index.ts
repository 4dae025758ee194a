export { ProjectsPage } from './ProjectsPage';
export {
  type Progress,
  type Project,
  useMay,
  useProgress,
  useProject,
  useProjectChanged,
  useProjects,
  useRole,
} from './queries';
export { StateBadge } from './StateBadge';
