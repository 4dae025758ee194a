import type { Messages } from '@lingui/core';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from '~/api/query';
import { type DeviceMemory, startSession } from '~/api/session';
import { I18n } from '~/i18n/I18n';
import { type Locale, startLocale } from '~/i18n/locale';
import { ErrorBoundary, Toasts } from '~/ui';
import '~/styles/tokens.css';
import '~/styles/base.css';

export interface Entry {
  /** Loads the entry's own catalogue. */
  catalogue: (locale: Locale) => Promise<{ messages: Messages }>;
  /** What the device keeps of the account, for starts without a network. */
  memory?: DeviceMemory;
  app: ReactNode;
}

/** Puts an entry on the page: language first, so that no key is ever seen, then the session, then the screens. */
export async function start({ catalogue, memory, app }: Entry): Promise<void> {
  const root = document.getElementById('app');
  if (!root) throw new Error('The page has no #app.');
  const session = startSession(memory);
  await startLocale(catalogue);
  createRoot(root).render(
    <I18n>
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary>{app}</ErrorBoundary>
        <Toasts />
      </QueryClientProvider>
    </I18n>,
  );
  await session;
}
