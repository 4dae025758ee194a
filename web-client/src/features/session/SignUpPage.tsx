import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, unwrap } from '~/api';
import { activeLocale } from '~/i18n/locale';
import { countries, languages } from '~/i18n/names';
import { Button, ProblemNote, Select, TextField } from '~/ui';
import { CheckMail } from './CheckMail';
import { Gate } from './Gate';
import styles from './session.module.css';
import { useSubmit } from './useSubmit';

/** Opening an account. A requester is asked for the organisation's name, a worker for country and first language. */
export function SignUpPage({ kind = 'worker' }: { kind?: 'worker' | 'requester' }) {
  const { t } = useLingui();
  const [sentTo, setSentTo] = useState<string>();
  const { busy, error, field, onSubmit } = useSubmit(async values => {
    const { email = '', password = '', display_name = '', organisation_name = '', country, language } = values;
    const common = {
      email: email.trim(),
      password,
      display_name: display_name.trim(),
      kind,
      locale: activeLocale(),
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    const own =
      kind === 'requester'
        ? { organisation_name: organisation_name.trim() || common.display_name }
        : {
            ...(country && { country }),
            ...(language && { languages: [{ language, level: 'native' as const }] }),
          };
    const { email: to } = await unwrap(api.POST('/v1/accounts', { body: { ...common, ...own } }));
    setSentTo(to);
  });

  if (sentTo) return <CheckMail email={sentTo} />;
  return (
    <Gate
      title={kind === 'worker' ? <Trans>Join the guild</Trans> : <Trans>Open a requester account</Trans>}
      name={t`Sign up`}
      lead={
        kind === 'worker' ? (
          <Trans>
            Work that trains and judges AI. You see the pay before you start, and why a piece was judged as it was.
          </Trans>
        ) : (
          <Trans>Order human data and see how good it is while it is being made.</Trans>
        )
      }
    >
      <form className={styles.form} onSubmit={onSubmit}>
        {error !== undefined && <ProblemNote error={error} />}
        <TextField
          label={t`Your name`}
          name="display_name"
          autoComplete="name"
          maxLength={80}
          required
          error={field('display_name')}
        />
        {kind === 'requester' && (
          <TextField
            label={t`Organisation`}
            name="organisation_name"
            autoComplete="organization"
            maxLength={120}
            optional
          />
        )}
        <TextField
          label={t`E-mail`}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
          maxLength={254}
          required
          error={field('email')}
        />
        <TextField
          label={t`Password`}
          hint={t`At least 10 characters; a long sentence is best.`}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          maxLength={256}
          required
          error={field('password')}
        />
        {kind === 'worker' && (
          <>
            <Select label={t`First language`} name="language" defaultValue={activeLocale()} error={field('languages')}>
              {languages().map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
            <Select label={t`Country you live in`} name="country" defaultValue="" optional error={field('country')}>
              <option value="">{t`Rather not say yet`}</option>
              {countries().map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          </>
        )}
        <Button type="submit" tone="primary" size="large" wide busy={busy}>
          <Trans>Create account</Trans>
        </Button>
      </form>
      <div className={styles.foot}>
        <Link href="/">
          <Trans>I have an account</Trans>
        </Link>
      </div>
    </Gate>
  );
}
