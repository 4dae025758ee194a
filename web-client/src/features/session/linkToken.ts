/**
 * The token in the address of this page, from `#token=…` or `?token=…`, and takes it out of the address: it must not stay
 * in the history, nor go out with the next request.
 */
export function takeLinkToken(): string {
  const { search, hash, pathname } = location;
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? new URLSearchParams(search).get('token') ?? '';
  if (token) history.replaceState(history.state, '', pathname);
  return token;
}

/** The token in what somebody pasted: the whole link of a message, or only its end. */
export function pastedToken(text: string): string {
  return text.match(/[?&#]token=([^&#\s]+)/)?.[1] ?? text.trim();
}
