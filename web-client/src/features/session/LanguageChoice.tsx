import { useLingui } from '@lingui/react/macro';
import { chooseLocale, isLocale, LANGUAGES } from '~/i18n/locale';
import styles from './session.module.css';

/** Switches the language before anyone has signed in; each language stands there by its own name. */
export function LanguageChoice() {
  const { t, i18n } = useLingui();
  return (
    <select
      className={styles.language}
      aria-label={t`Language`}
      value={i18n.locale}
      onChange={event => isLocale(event.currentTarget.value) && void chooseLocale(event.currentTarget.value)}
    >
      {Object.entries(LANGUAGES).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  );
}
