import { start } from '~/entry';
import { deviceMemory } from '~/features/desk';
import type { Locale } from '~/i18n/locale';
import { App } from './App';
import { watchVersion } from './version';

const catalogues: Record<Locale, () => Promise<typeof import('../locales/en/worker.po')>> = {
  en: () => import('../locales/en/worker.po'),
  zh: () => import('../locales/zh/worker.po'),
  ar: () => import('../locales/ar/worker.po'),
  pseudo: () => import('../locales/pseudo/worker.po'),
};

void start({ catalogue: locale => catalogues[locale](), memory: deviceMemory, app: <App /> }).then(watchVersion);
