import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { api, type Schema, unwrap, withEtag } from '~/api';
import { Section } from '~/features/account';
import { countries, languageName, languages } from '~/i18n/names';
import { Button, Loaded, ProblemNote, Row, Select, TextField, toast } from '~/ui';
import styles from './profile.module.css';

type Profile = Schema<'WorkerProfileChange'>;

/** What the feed goes by: languages with their level, country, and the pay a person wishes for. */
export function WorkerProfile() {
  const profile = useQuery({
    queryKey: ['worker-profile'],
    queryFn: ({ signal }) => withEtag(api.GET('/v1/me/worker', { signal })),
  });
  return (
    <Section title={<Trans>Your work profile</Trans>}>
      <Loaded query={profile}>
        {({ data, etag }) => (
          <>
            <ProfileForm key={etag} known={data} etag={etag} />
            <WorkerNumber id={data.id} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** By which requesters know a worker whom they want to invite. */
function WorkerNumber({ id }: { id: string }) {
  const { t } = useLingui();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(id);
      toast({ text: t`Copied.` });
    } catch {
      toast({ text: t`The browser does not let this page copy. Press the number to select it, and copy it yourself.` });
    }
  };
  return (
    <div className={styles.number}>
      <p className={styles.legend}>
        <Trans>Your worker number</Trans>
      </p>
      <p className={styles.hint}>
        <Trans>Give it to a requester who wants to invite you. It says nothing else about you.</Trans>
      </p>
      <Row>
        <code className={styles.code}>{id}</code>
        <Button size="small" onClick={() => void copy()}>
          <Trans>Copy</Trans>
        </Button>
      </Row>
    </div>
  );
}

function ProfileForm({ known, etag }: { known: Schema<'WorkerProfile'>; etag: string }) {
  const { t } = useLingui();
  const [, go] = useLocation();
  const [query] = useSearchParams();
  const work = query.get('for');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // After the page, which shows its beginning when it opens.
    if (work) requestAnimationFrame(() => form.current?.scrollIntoView({ block: 'start' }));
  }, [work]);
  const client = useQueryClient();
  const [profile, setProfile] = useState<Profile>(() => {
    const { id: _, ...rest } = known;
    return rest;
  });
  const keep = useMutation({
    mutationFn: () => unwrap(api.PUT('/v1/me/worker', { params: { header: { 'If-Match': etag } }, body: profile })),
    onSuccess: () => {
      toast({
        text: t`Saved. Your feed follows it.`,
        ...(work && { action: { label: t`Back to the work`, run: () => go(`/projects/${work}`) } }),
      });
      for (const key of ['feed', 'feed-project', 'eligibility']) void client.invalidateQueries({ queryKey: [key] });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['worker-profile'] }),
  });
  const wish = profile.wished_pay_per_hour;
  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        keep.mutate();
      }}
    >
      <Languages value={profile.languages} onChange={changed => setProfile({ ...profile, languages: changed })} />
      <Select
        label={t`Country you live in`}
        optional
        value={profile.country ?? ''}
        onChange={event => {
          const { country: _, ...rest } = profile;
          const country = event.currentTarget.value;
          setProfile(country ? { ...rest, country } : rest);
        }}
      >
        <option value="">{t`Rather not say yet`}</option>
        {countries().map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
      <TextField
        label={t`Pay you wish for, per hour in ${wish?.currency ?? 'USD'}`}
        hint={t`Work that pays as much is shown first; nothing is hidden.`}
        optional
        inputMode="decimal"
        pattern="(0|[1-9][0-9]{0,9})([.][0-9]{1,2})?"
        value={wish?.amount ?? ''}
        onInput={event => {
          const { wished_pay_per_hour: _, ...rest } = profile;
          const amount = event.currentTarget.value.trim();
          setProfile(amount ? { ...rest, wished_pay_per_hour: { amount, currency: wish?.currency ?? 'USD' } } : rest);
        }}
      />
      {keep.error && (
        <ProblemNote
          error={keep.error}
          onRetry={() => void client.invalidateQueries({ queryKey: ['worker-profile'] })}
        />
      )}
      <Row>
        <Button type="submit" tone="primary" busy={keep.isPending}>
          <Trans>Save</Trans>
        </Button>
      </Row>
    </form>
  );
}

function Languages({
  value,
  onChange,
}: {
  value: Profile['languages'];
  onChange: (languages: Profile['languages']) => void;
}) {
  const { t } = useLingui();
  const free = languages().filter(({ code }) => !value.some(({ language }) => language === code));
  const levels = { basic: t`Basic`, fluent: t`Fluent`, native: t`Native` };
  return (
    <fieldset className={styles.languages}>
      <legend className={styles.legend}>
        <Trans>Languages</Trans>
      </legend>
      {value.map(({ language, level }) => (
        <div key={language} className={styles.language}>
          <span>{languageName(language)}</span>
          <select
            className={styles.level}
            aria-label={t`Level of ${languageName(language)}`}
            value={level}
            onChange={event => {
              const chosen = event.currentTarget.value as typeof level;
              onChange(value.map(one => (one.language === language ? { language, level: chosen } : one)));
            }}
          >
            {Object.entries(levels).map(([key, name]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
          <Button
            icon
            tone="quiet"
            aria-label={t`Take away ${languageName(language)}`}
            onClick={() => onChange(value.filter(one => one.language !== language))}
          >
            <X aria-hidden="true" />
          </Button>
        </div>
      ))}
      {value.length < 20 && (
        <label className={styles.add}>
          <Plus aria-hidden="true" />
          <select
            className={styles.level}
            aria-label={t`Add a language`}
            value=""
            onChange={event =>
              event.currentTarget.value &&
              onChange([...value, { language: event.currentTarget.value, level: 'fluent' }])
            }
          >
            <option value="">{t`Add a language`}</option>
            {free.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </fieldset>
  );
}
