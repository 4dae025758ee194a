import { start } from '~/entry';
import type { Locale } from '~/i18n/locale';
import { App } from './App';

const catalogues: Record<Locale, () => Promise<typeof import('../locales/en/office.po')>> = {
  en: () => import('../locales/en/office.po'),
  zh: () => import('../locales/zh/office.po'),
  ar: () => import('../locales/ar/office.po'),
  pseudo: () => import('../locales/pseudo/office.po'),
};

/** The office works with a network only; what it keeps on the device are half-filled forms. */
const memory = {
  remember: async () => {},
  recall: async () => undefined,
  wipe: async () => (await import('~/features/ordering')).forgetForms(),
};

void start({ catalogue: locale => catalogues[locale](), memory, app: <App /> });
