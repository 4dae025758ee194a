export { InvitationPage } from './InvitationPage';
export { OrganisationChoice } from './OrganisationChoice';
export {
  allows,
  chooseOrganisation,
  type Organisation,
  type Role,
  useOrganisation,
  useOrganisations,
} from './organisation';
export { RoleName } from './RoleName';
