import { i18n, type Messages } from '@lingui/core';

/** Languages a person can choose, each by its own name. */
export const LANGUAGES = { en: 'English', zh: '中文' } as const;

/** Every catalogue: `ar` proves right-to-left layout and is not complete, `pseudo` shows text that was never marked. */
export type Locale = keyof typeof LANGUAGES | 'ar' | 'pseudo';

type Load = (locale: Locale) => Promise<{ messages: Messages }>;

const ALL: readonly Locale[] = ['en', 'zh', 'ar', 'pseudo'];
const LOOK = 'guildhall.look';
let load: Load = async () => ({ messages: {} });

/** What a device remembers of its look; not tied to an account and no secret. */
export interface Look {
  theme?: 'light' | 'dark';
  locale?: Locale;
}

export function isLocale(tag: string): tag is Locale {
  return ALL.includes(tag as Locale);
}

/** The language shown now, as a BCP 47 tag for the server and for `Intl`. */
export function activeLocale(): string {
  return i18n.locale && i18n.locale !== 'pseudo' ? i18n.locale : 'en';
}

/** The language shown with the region of this device, for dates and numbers: English in Britain writes days first. */
export function regionalLocale(): string {
  const language = activeLocale();
  const devices = typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
  return devices.find(tag => tag.startsWith(`${language}-`)) ?? language;
}

/** Loads the first catalogue. Each entry passes its own loader, so that neither carries the other's words. */
export async function startLocale(loader: Load): Promise<void> {
  load = loader;
  await show(firstChoice());
}

/** Switches the language now and for the next visit on this device. */
export async function chooseLocale(locale: Locale): Promise<void> {
  keepLook({ ...look(), locale });
  if (i18n.locale !== locale) await show(locale);
}

async function show(locale: Locale): Promise<void> {
  const { messages } = await load(locale);
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = activeLocale();
  document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr';
}

function firstChoice(): Locale {
  const asked = new URLSearchParams(location.search).get('locale') ?? look().locale ?? '';
  if (isLocale(asked)) return asked;
  return navigator.languages.some(tag => tag.startsWith('zh')) && !startsWithEnglish() ? 'zh' : 'en';
}

function startsWithEnglish(): boolean {
  return navigator.language.startsWith('en');
}

export function look(): Look {
  try {
    return JSON.parse(localStorage.getItem(LOOK) ?? '{}') as Look;
  } catch {
    return {};
  }
}

function keepLook(next: Look): void {
  try {
    localStorage.setItem(LOOK, JSON.stringify(next));
  } catch {
    // Without storage the choice lasts until the tab closes.
  }
}

/** Light, dark, or as the system says (`undefined`). */
export function chooseTheme(theme: 'light' | 'dark' | undefined): void {
  const { theme: _, ...rest } = look();
  keepLook(theme ? { ...rest, theme } : rest);
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}
