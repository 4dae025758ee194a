import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient, unwrap, withEtag } from '~/api';
import { noteMe } from '~/api/session';
import { Button, Loaded, ProblemNote, Row, TextField, toast } from '~/ui';
import styles from './account.module.css';

const KEY = ['me'];

/** The account with its ETag, which a change has to name. */
export function useMe() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => withEtag(api.GET('/v1/me', { signal })) });
}

/** Changes the account; fails with 412 when it was changed elsewhere since, and then shows what is there now. */
export function useMeChange() {
  return useMutation({
    mutationFn: async (change: { display_name?: string; locale?: string; time_zone?: string }) => {
      const { etag } = await queryClient.ensureQueryData({ queryKey: KEY, queryFn: () => withEtag(api.GET('/v1/me')) });
      return unwrap(api.PATCH('/v1/me', { params: { header: { 'If-Match': etag } }, body: change }));
    },
    onSuccess: noteMe,
    onSettled: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
}

/** Name, address and time zone. */
export function ProfileForm() {
  const { t } = useLingui();
  const me = useMe();
  const change = useMeChange();
  const [name, setName] = useState<string>();
  return (
    <Loaded query={me}>
      {({ data }) => {
        const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
        return (
          <form
            className={styles.form}
            onSubmit={event => {
              event.preventDefault();
              change.mutate(
                { display_name: (name ?? data.display_name).trim() },
                { onSuccess: () => toast({ text: t`Saved.` }) },
              );
            }}
          >
            <TextField
              label={t`Name`}
              value={name ?? data.display_name}
              onInput={event => setName(event.currentTarget.value)}
              maxLength={80}
              required
              autoComplete="name"
            />
            <p className={styles.fact}>
              <span>{t`E-mail`}</span> {data.email} {!data.email_verified && <Trans>(not confirmed yet)</Trans>}
            </p>
            <Row between>
              <p className={styles.fact}>
                <span>{t`Time zone`}</span> {data.time_zone}
              </p>
              {data.time_zone !== here && (
                <Button size="small" busy={change.isPending} onClick={() => change.mutate({ time_zone: here })}>
                  <Trans>Use {here}</Trans>
                </Button>
              )}
            </Row>
            {change.error && <ProblemNote error={change.error} />}
            {name !== undefined && name.trim() !== data.display_name && (
              <Row>
                <Button type="submit" tone="primary" busy={change.isPending}>
                  <Trans>Save</Trans>
                </Button>
              </Row>
            )}
          </form>
        );
      }}
    </Loaded>
  );
}
