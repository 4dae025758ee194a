import type { DeviceMemory } from '~/api/session';
import { desk, wipeDesk } from './store';

/**
 * What the device remembers of the account. A browser that refuses storage (private mode, full disk) must still be able
 * to sign in, so every failure here means "nothing remembered".
 */
export const deviceMemory: DeviceMemory = {
  remember: me => quietly(async () => void (await (await desk()).put('account', me, 'me'))),
  recall: () => quietly(async () => (await desk()).get('account', 'me')),
  wipe: () => quietly(wipeDesk),
};

async function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}
