import { t } from '@lingui/core/macro';
import { keepDrafts } from '~/features/desk';
import { toast } from '~/ui';

/** How often a page that stays open asks whether there is a new version, in milliseconds. */
const ASK_EVERY = 3_600_000;

/**
 * Installs the offline shell, and offers a new version when one has come. It is never switched under a person's hands:
 * the page reloads only when they press.
 */
export async function watchVersion(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  let first = navigator.serviceWorker.controller === null;
  let reloading = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // The very first service worker takes a page over that is as new as itself.
    if (first || reloading) {
      first = false;
      return;
    }
    reloading = true;
    void keepDrafts().then(() => location.reload());
  });
  const registration = await navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
  if (!registration) return;
  if (registration.waiting) offer(registration);
  let asked = Date.now();
  document.addEventListener('visibilitychange', () => {
    // Browsers ask by themselves only when a page is loaded, which an installed app seldom does.
    if (document.visibilityState !== 'visible' || Date.now() - asked < ASK_EVERY) return;
    asked = Date.now();
    void registration.update().catch(() => undefined);
  });
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && navigator.serviceWorker.controller) offer(registration);
    });
  });
}

function offer(registration: ServiceWorkerRegistration): void {
  toast({
    text: t`A new version is here.`,
    action: { label: t`Reload`, run: () => registration.waiting?.postMessage('take-over') },
    millis: Number.POSITIVE_INFINITY,
  });
}
