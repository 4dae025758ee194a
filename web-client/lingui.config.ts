import type { LinguiConfig } from '@lingui/conf';

/** Features that only the office shows; every other feature belongs to the worker, or to both. */
export const officeFeatures = [
  'organisation',
  'projects',
  'ordering',
  'requirements',
  'tasks',
  'launch',
  'recall',
  'progress',
  'review',
  'delivery',
  'team',
  'wallet',
  'workers',
  'keyboard',
  'chart',
  'grading',
  'bank',
  'exam',
  'correction',
];

/** Features that both entries show. */
export const sharedFeatures = ['session', 'account', 'answer', 'eligibility', 'item', 'kind'];

const shared = ['src/ui', 'src/api', 'src/i18n', ...sharedFeatures.map(name => `src/features/${name}`)];

const config: LinguiConfig = {
  sourceLocale: 'en',
  locales: ['en', 'zh', 'ar', 'pseudo'],
  pseudoLocale: 'pseudo',
  fallbackLocales: { default: 'en' },
  catalogs: [
    {
      path: 'src/locales/{locale}/worker',
      include: ['src/worker', 'src/features', ...shared],
      exclude: officeFeatures.map(name => `src/features/${name}/**`),
    },
    {
      path: 'src/locales/{locale}/office',
      include: ['src/office', ...officeFeatures.map(name => `src/features/${name}`), ...shared],
    },
  ],
  format: 'po',
  formatOptions: { lineNumbers: false, origins: true },
};

export default config;
