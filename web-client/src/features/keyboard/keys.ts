import { useEffect, useSyncExternalStore } from 'react';

const KEY = 'guildhall.review-keys';
const listeners = new Set<() => void>();
let off: boolean | undefined;

function keysOff(): boolean {
  try {
    off ??= localStorage.getItem(KEY) === 'off';
  } catch {
    off ??= false;
  }
  return off;
}

/** Whether single keys act on this device, and how to switch that. */
export function useKeysOn(): [on: boolean, set: (on: boolean) => void] {
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const isOff = useSyncExternalStore(subscribe, keysOff, keysOff);
  const set = (on: boolean) => {
    off = !on;
    try {
      localStorage.setItem(KEY, on ? 'on' : 'off');
    } catch {
      // Without storage the choice lasts until the tab closes.
    }
    for (const listener of listeners) listener();
  };
  return [!isOff, set];
}

/**
 * What a key press asks for: the key itself, or `send` for Ctrl or Command with Enter. Nothing while text is being
 * typed or composed, while a dialog is open, or with a modifier that belongs to the browser.
 */
export function keyOf(event: KeyboardEvent, on: boolean): string | undefined {
  if (event.isComposing || event.defaultPrevented) return undefined;
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') return 'send';
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return undefined;
  const at = event.target instanceof Element ? event.target : undefined;
  if (at?.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog'))
    return undefined;
  return event.key === 'Escape' ? 'escape' : event.key;
}

/** Listens for keys while the component is on the page. */
export function useKeys(on: boolean, act: (key: string) => boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = keyOf(event, on);
      if (key !== undefined && act(key)) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [on, act]);
}
