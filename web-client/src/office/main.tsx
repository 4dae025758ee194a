import { start } from '~/entry';
import type { Locale } from '~/i18n/locale';
import { App } from './App';

const catalogues: Record<Locale, () => Promise<typeof import('../locales/en/office.po')>> = {
  en: () => import('../locales/en/office.po'),
  zh: () => import('../locales/zh/office.po'),
  ar: () => import('../locales/ar/office.po'),
  pseudo: () => import('../locales/pseudo/office.po'),
};

void start({ catalogue: locale => catalogues[locale](), app: <App /> });
