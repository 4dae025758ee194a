/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { OWN_ADDRESSES } from './routes';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

// The shell only. Answers of the server are never cached here: they belong to a person, and this cache does not.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { allowlist: OWN_ADDRESSES }));

// A new version waits until the person agrees, so that a page never changes under their hands.
self.addEventListener('message', event => {
  if (event.data === 'take-over') void self.skipWaiting();
});
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
