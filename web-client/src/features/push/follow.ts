import { navigate } from 'wouter/use-browser-location';

/** Goes where a pressed message leads, when the app is open already. Gives back how to stop. */
export function followMessages(): () => void {
  const go = ({ data }: MessageEvent<{ open?: string }>) => {
    if (data?.open?.startsWith('/')) navigate(data.open);
  };
  navigator.serviceWorker?.addEventListener('message', go);
  return () => navigator.serviceWorker?.removeEventListener('message', go);
}
