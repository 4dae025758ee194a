export { CalledBack, CalledBackLine } from './CalledBack';
