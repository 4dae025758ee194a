import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { countries, languageName, languages } from '~/i18n/names';
import { Button, Checkbox, Select } from '~/ui';
import { Group } from '~/ui/Group';
import { SearchPicker } from '~/ui/SearchPicker';
import { Segments } from '~/ui/Segments';
import type { Among, Device, Language } from './asked';
import type { FieldsProps } from './RequirementFields';
import styles from './requirements.module.css';

const MOST_LANGUAGES = 10;

/** The languages workers speak, and how well. */
export function LanguageFields({ asked, change, fault }: FieldsProps) {
  const { t } = useLingui();
  const chosen = asked.languages;
  const free = languages().filter(({ code }) => !chosen.some(({ language }) => language === code));
  const levels: Record<Language['level'], string> = {
    basic: t`At least basic`,
    fluent: t`At least fluent`,
    native: t`Native`,
  };
  const faultOf = (index: number) => fault(`/requirements/languages/${index}`);
  return (
    <Group
      legend={<Trans>Languages</Trans>}
      hint={<Trans>All of them. None means everybody may work on it.</Trans>}
      error={fault('/requirements/languages', 'here')}
    >
      {chosen.length > 0 && (
        <ul className={styles.lines}>
          {chosen.map(({ language, level }, index) => (
            <li key={language} className={styles.line}>
              <span>{languageName(language)}</span>
              <select
                className={styles.choice}
                aria-label={t`Level of ${languageName(language)}`}
                aria-invalid={faultOf(index) ? true : undefined}
                value={level}
                onChange={event => {
                  const better = event.currentTarget.value as Language['level'];
                  change({ languages: chosen.map((one, at) => (at === index ? { ...one, level: better } : one)) });
                }}
              >
                {(Object.keys(levels) as Language['level'][]).map(one => (
                  <option key={one} value={one}>
                    {levels[one]}
                  </option>
                ))}
              </select>
              <Button
                icon
                tone="quiet"
                aria-label={t`Remove: ${languageName(language)}`}
                onClick={event => {
                  const group = event.currentTarget.closest('fieldset');
                  change({ languages: chosen.filter((_, at) => at !== index) });
                  requestAnimationFrame(() => group?.querySelector<HTMLElement>('[data-add]')?.focus());
                }}
              >
                <X aria-hidden="true" />
              </Button>
              {faultOf(index) && <p className={styles.fault}>{faultOf(index)}</p>}
            </li>
          ))}
        </ul>
      )}
      <select
        className={styles.choice}
        data-add=""
        aria-label={t`Add a language`}
        value=""
        disabled={chosen.length >= MOST_LANGUAGES}
        onChange={event => {
          const language = event.currentTarget.value;
          event.currentTarget.value = '';
          if (language) change({ languages: [...chosen, { language, level: 'fluent' }] });
        }}
      >
        <option value="">{t`Add a language…`}</option>
        {free.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </Group>
  );
}

/** Where workers live: anywhere, in some countries only, or anywhere but there. */
export function CountryFields({ asked: { countries: among }, change, fault }: FieldsProps) {
  const { t, i18n } = useLingui();
  const [all] = useState(() => countries(i18n.locale));
  const named = among.which;
  return (
    <div className={styles.together}>
      <Segments<Among['which']>
        legend={<Trans>Where they live</Trans>}
        error={fault('/requirements/countries', 'here')}
        options={[
          { value: 'all', name: <Trans>Anywhere</Trans> },
          { value: 'any_of', name: <Trans>Only in…</Trans> },
          { value: 'none_of', name: <Trans>Anywhere but in…</Trans> },
        ]}
        value={named}
        onChange={which => change({ countries: { ...among, which } })}
      />
      {named !== 'all' && (
        <SearchPicker
          label={named === 'any_of' ? t`Only people who live in` : t`Only people who do not live in`}
          hint={<Trans>Type a part of the name. Countries are as workers gave them.</Trans>}
          error={fault(`/requirements/countries/${named}`)}
          options={all}
          chosen={among.named}
          needed={t`Choose at least one country.`}
          removal={name => t`Remove: ${name}`}
          onChange={chosen => change({ countries: { ...among, named: chosen } })}
        />
      )}
    </div>
  );
}

/** On what they work. */
export function DeviceFields({ asked: { devices }, change, fault }: FieldsProps) {
  const { t } = useLingui();
  const names: Record<Device, string> = { phone: t`Phone`, tablet: t`Tablet`, computer: t`Computer` };
  const all = Object.keys(names) as Device[];
  return (
    <Group
      legend={<Trans>Device</Trans>}
      hint={
        devices.length > 0 ? (
          <Trans>
            Any of these. Workers are not counted by it: they have more than one, and choose when they begin.
          </Trans>
        ) : (
          <Trans>Any of these; with none ticked, every device will do.</Trans>
        )
      }
      error={fault('/requirements/devices')}
    >
      <div className={styles.ticks}>
        {all.map(device => (
          <Checkbox
            key={device}
            checked={devices.includes(device)}
            onChange={() =>
              change({ devices: all.filter(one => (one === device ? !devices.includes(one) : devices.includes(one))) })
            }
          >
            {names[device]}
          </Checkbox>
        ))}
      </div>
    </Group>
  );
}

/** How surely it is known who they are, and whether they were invited. */
export function TrustFields({ asked, change, fault, place }: FieldsProps) {
  const { t } = useLingui();
  return (
    <>
      <Select
        label={t`Identity`}
        hint={<Trans>Everybody has to confirm their e-mail address.</Trans>}
        value={asked.identity}
        error={fault('/requirements/identity')}
        onChange={event => change({ identity: event.currentTarget.value === 'document' ? 'document' : 'email' })}
      >
        <option value="email">{t`Confirmed e-mail address`}</option>
        <option value="document">{t`Checked identity document`}</option>
      </Select>
      <Group
        legend={<Trans>Invitation</Trans>}
        hint={
          asked.invitedOnly &&
          (place.project ? (
            <Trans>
              Nobody else gets tasks. Invite them under <Link href={`/projects/${place.project}/workers`}>Workers</Link>
              ; what is changed here stays on this device.
            </Trans>
          ) : (
            <Trans>
              Nobody else gets tasks. Workers can be invited once the project is saved; until then nobody counts.
            </Trans>
          ))
        }
        error={fault('/requirements/invited_only')}
      >
        <Checkbox checked={asked.invitedOnly} onChange={() => change({ invitedOnly: !asked.invitedOnly })}>
          <Trans>Only workers whom this project has invited</Trans>
        </Checkbox>
      </Group>
    </>
  );
}
