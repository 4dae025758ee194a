/** Every address of the worker's client. What is not here belongs to the server, with a network or without. */
export const ROUTES = {
  feed: '/',
  verify: '/verify',
  reset: '/reset',
  invitation: '/invitation',
  signUp: '/signup',
  forgot: '/forgot',
  work: '/work/:id',
  project: '/projects/:id',
  history: '/history',
  assignment: '/history/:id',
  qualify: '/qualify',
  qualification: '/qualify/:id',
  attempt: '/attempts/:id',
  result: '/attempts/:id/result',
  earnings: '/earnings',
  account: '/account',
} as const;

/** The routes as the service worker matches them: over path and query, a slash at the end forgiven as the router does. */
export const OWN_ADDRESSES: RegExp[] = Object.values(ROUTES).map(
  route => new RegExp(`^${route.replace(/\/$/, '').replace(/:\w+/g, '[^/?]+')}/?(\\?|$)`),
);
