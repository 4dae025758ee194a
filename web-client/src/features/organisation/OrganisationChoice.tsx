import { useLingui } from '@lingui/react/macro';
import { chooseOrganisation, useOrganisation, useOrganisations } from './organisation';
import styles from './organisation.module.css';

/** Which organisation the office works for: its name, or a list when the person belongs to several. */
export function OrganisationChoice() {
  const { t } = useLingui();
  const all = useOrganisations();
  const current = useOrganisation();
  if (!current) return null;
  if (all.length === 1) return <p className={styles.name}>{current.name}</p>;
  return (
    <select
      className={styles.choice}
      aria-label={t`Organisation`}
      value={current.id}
      onChange={event => chooseOrganisation(event.currentTarget.value)}
    >
      {all.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
