import { t } from '@lingui/core/macro';
import { toast } from '~/ui';

/**
 * Installs the offline shell, and offers a new version when one has come. It is never switched under a person's hands:
 * the page reloads only when they press.
 */
export async function watchVersion(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const first = navigator.serviceWorker.controller === null;
  let reloading = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (first || reloading) return;
    reloading = true;
    location.reload();
  });
  const registration = await navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
  if (!registration) return;
  if (registration.waiting) offer(registration);
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
