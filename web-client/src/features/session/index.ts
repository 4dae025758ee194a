export { Gate } from './Gate';
export { pastedToken, takeLinkToken } from './linkToken';
export { ResendVerification } from './ResendVerification';
export { SignInPage } from './SignInPage';
export { type Submitting, useSubmit } from './useSubmit';
export { Wordmark } from './Wordmark';
