/** The doors that few people go through; loaded when one of them is opened. */
export { ForgotPage } from './ForgotPage';
export { ResetPage } from './ResetPage';
export { SignUpPage } from './SignUpPage';
export { VerifyPage } from './VerifyPage';
