import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { BadgeCheck, Plus, Scale } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api, newId, unwrap } from '~/api';
import { allows, useOrganisation } from '~/features/organisation';
import { Badge, Button, ButtonLink, Card, Dialog, Empty, Loaded, Page, Row, Stack, toast } from '~/ui';
import styles from './exam.module.css';
import { type Definition, definitionOf, QualificationForm } from './QualificationForm';
import { useQualifications } from './queries';

/** What the organisation proves people can do. */
export function QualificationsPage() {
  const { t } = useLingui();
  const organisation = useOrganisation();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const query = useQualifications();
  const [adding, setAdding] = useState(false);
  const [key] = useState(newId);
  const editor = allows(organisation?.role, 'editor');
  const create = async (form: Definition) => {
    if (!organisation) return;
    const made = await unwrap(
      api.POST('/v1/qualifications', {
        params: { header: { 'Idempotency-Key': key } },
        body: {
          organisation_id: organisation.id,
          name: form.name.trim(),
          description: form.description.trim(),
          ...(form.domain && { domain: form.domain }),
          ...(form.valid_days && { valid_days: form.valid_days }),
          ...(form.renew_days && { renew_days: form.renew_days }),
          listed: form.listed,
        },
      }),
    );
    void queries.invalidateQueries({ queryKey: ['qualifications'] });
    toast({ text: t`Defined. Now give it a test.` });
    go(`/qualifications/${made.id}`);
  };
  return (
    <Page
      title={<Trans>Qualifications</Trans>}
      name={t`Qualifications`}
      lead={<Trans>What people can prove, by which test, and who holds it.</Trans>}
      actions={
        <>
          <ButtonLink tone="quiet" href="/corrections">
            <Scale aria-hidden="true" />
            <Trans>Corrections</Trans>
          </ButtonLink>
          {editor && (
            <Button tone="primary" onClick={() => setAdding(true)}>
              <Plus aria-hidden="true" />
              <Trans>New qualification</Trans>
            </Button>
          )}
        </>
      }
    >
      <Loaded query={query}>
        {all => {
          const own = all.filter(one => !organisation || one.organisation_id === organisation.id);
          return own.length === 0 ? (
            <Empty icon={<BadgeCheck aria-hidden="true" />} title={<Trans>No qualifications yet</Trans>}>
              <p>
                <Trans>
                  Define what has to be shown, write items, build a test. Projects can then ask for it, and workers earn
                  it by what they can do.
                </Trans>
              </p>
            </Empty>
          ) : (
            <Stack>
              {own.map(({ id, name, description, domain, valid_days, listed, holders }) => (
                <Card key={id} as="article">
                  <Row between>
                    <h2 className={styles.title}>
                      <Link href={`/qualifications/${id}`} className={styles.link}>
                        {name}
                      </Link>
                    </h2>
                    {listed === false && (
                      <Badge>
                        <Trans>Not listed</Trans>
                      </Badge>
                    )}
                  </Row>
                  <p className={styles.soft}>{description}</p>
                  <p className={styles.soft}>
                    <Plural value={holders} _0="Nobody holds it" one="# person holds it" other="# people hold it" />
                    {' · '}
                    {valid_days ? (
                      <Plural value={valid_days} one="valid for # day" other="valid for # days" />
                    ) : (
                      <Trans>does not expire</Trans>
                    )}
                    {domain && ` · ${domain}`}
                  </p>
                </Card>
              ))}
            </Stack>
          );
        }}
      </Loaded>
      <Dialog open={adding} onClose={() => setAdding(false)} title={<Trans>New qualification</Trans>}>
        <QualificationForm start={definitionOf()} save={<Trans>Define it</Trans>} onSave={create} />
      </Dialog>
    </Page>
  );
}
