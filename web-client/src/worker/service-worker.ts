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

interface PushMessage {
  title: string;
  body: string;
  path: string;
  topic: string;
}

// Whoever is looking sees it in the app; browsers then ask for no notification.
self.addEventListener('push', event => {
  const message: PushMessage | undefined = event.data?.json();
  if (message) event.waitUntil(tell(message));
});

async function tell({ title, body, path, topic }: PushMessage): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window' });
  if (windows.some(one => one.visibilityState === 'visible')) return;
  await self.registration.showNotification(title, { body, tag: topic, icon: '/icon-192.png', data: { path } });
}

self.addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(lookAt(event.notification.data?.path ?? '/'));
});

// The app that is open somewhere is used rather than a second one beside it.
async function lookAt(path: string): Promise<void> {
  const [open] = await self.clients.matchAll({ type: 'window' });
  if (!open) {
    await self.clients.openWindow(path);
    return;
  }
  await open.focus();
  open.postMessage({ open: path });
}
