export { AccountPage, Section } from './AccountPage';
