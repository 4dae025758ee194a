export { WorkerProfile } from './WorkerProfile';
