import { activeLocale } from './locale';

export interface Named {
  code: string;
  name: string;
}

/** ISO 639-1 languages with many speakers or writers; names come from the browser. */
const LANGUAGES =
  'af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id ig is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my ne nl no or pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te tg th tk tr uk ur uz vi xh yo zh zu';

/** ISO 3166-1 alpha-2. */
const COUNTRIES =
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW';

/** Languages by their names in the language shown, sorted as its readers expect. */
export function languages(locale = activeLocale()): Named[] {
  return named(LANGUAGES, 'language', locale);
}

export function countries(locale = activeLocale()): Named[] {
  return named(COUNTRIES, 'region', locale);
}

export function languageName(code: string, locale = activeLocale()): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;
}

function named(codes: string, type: 'language' | 'region', locale: string): Named[] {
  const names = new Intl.DisplayNames(locale, { type });
  const sorter = new Intl.Collator(locale);
  return codes
    .split(' ')
    .map(code => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => sorter.compare(a.name, b.name));
}
