import { api, type Schema, unwrap } from '~/api';

/**
 * What this browser can do about messages while the app is closed. `install`: only once it is on the home screen, as on
 * iPhones. `blocked`: the person, or who manages the device, said no to the browser itself.
 */
export type Ability = 'possible' | 'install' | 'blocked' | 'impossible';

export function ability(): Ability {
  if (!('serviceWorker' in navigator)) return 'impossible';
  if (!('PushManager' in window)) return isApplePhone() ? 'install' : 'impossible';
  return Notification.permission === 'denied' ? 'blocked' : 'possible';
}

function isApplePhone(): boolean {
  // Tablets of theirs say that they are computers, which have no touch.
  return /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
}

/** Whether this browser still listens; the server may think so when the browser has forgotten. */
export async function listens(): Promise<boolean> {
  const registration = await navigator.serviceWorker?.getRegistration();
  return (await registration?.pushManager?.getSubscription()) != null;
}

/** Asks the person, subscribes this browser and tells the server. Call from a press: browsers ask for nothing else. */
export async function subscribe(publicKey: string): Promise<Schema<'Push'> | 'refused'> {
  if ((await Notification.requestPermission()) !== 'granted') return 'refused';
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made under another key would be refused, and could not be told anything.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint, keys } = made.toJSON();
  return await unwrap(
    api.PUT('/v1/push/subscription', {
      body: { endpoint: endpoint ?? '', keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' } },
    }),
  );
}

/** Stops messages to this browser. */
export async function unsubscribe(): Promise<void> {
  await unwrap(api.DELETE('/v1/push/subscription'));
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
