import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Gauge } from 'lucide-react';
import { useState } from 'react';
import { api, type Schema, unwrap } from '~/api';
import { Measures, useCauseNames } from '~/features/grading';
import { useSubmit } from '~/features/session';
import { formatDuration, formatNumber, formatShare } from '~/i18n/format';
import {
  Badge,
  Button,
  ButtonLink,
  Cell,
  Dialog,
  Empty,
  Loaded,
  Note,
  ProblemNote,
  Row,
  Stack,
  Table,
  TextArea,
  toast,
} from '~/ui';
import styles from './exam.module.css';
import type { Qualification } from './plan';
import { useMayEdit } from './queries';

type Reviewer = Schema<'Reviewer'>;

const two = (value: number) => formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const signed = (value: number) => formatNumber(value, { maximumFractionDigits: 2, signDisplay: 'exceptZero' });

/** Who grades the test, and how. */
export function Reviewers({ qualification }: { qualification: Qualification }) {
  const { t } = useLingui();
  const causes = useCauseNames();
  const may = useMayEdit(qualification.organisation_id);
  const [shown, setShown] = useState<string>();
  const query = useQuery({
    queryKey: ['reviewers', qualification.id],
    queryFn: async () =>
      (
        await unwrap(
          api.GET('/v1/qualifications/{qualification_id}/reviewers', {
            params: { path: { qualification_id: qualification.id } },
          }),
        )
      ).data,
  });
  const titles = {
    graded: t`Graded`,
    kappa: t`Kappa`,
    severity: t`Severity`,
    fit: t`Fit`,
    pace: t`Median time`,
    adjudicated: t`To a third person`,
  };
  const nameOf = ({ reviewer, account_id }: Reviewer) => reviewer ?? account_id;
  return (
    <Loaded query={query}>
      {reviewers => {
        const open = reviewers.find(({ account_id }) => account_id === shown);
        return reviewers.length === 0 ? (
          <Empty icon={<Gauge aria-hidden="true" />} title={<Trans>Nobody has graded it yet</Trans>} />
        ) : (
          <Stack>
            <p className={styles.soft}>
              <Trans>
                Kappa is agreement with known grades, 1 at best. Severity is in logits, 0 is the panel; published grades
                are corrected by it. A fit far from 1 means uneven grades.
              </Trans>
            </p>
            <Table
              caption={t`Reviewers`}
              head={[
                { title: t`Reviewer` },
                { title: titles.graded, number: true },
                { title: titles.kappa, number: true },
                { title: titles.severity, number: true },
                { title: titles.fit, number: true },
                { title: titles.pace, number: true },
                { title: titles.adjudicated, number: true },
                { title: t`More`, hidden: true },
              ]}
            >
              {reviewers.map(one => (
                <tr key={one.account_id}>
                  <Cell main>
                    <Row>
                      {nameOf(one)}
                      {one.pause && <Badge tone="warn">{causes[one.pause.cause]}</Badge>}
                    </Row>
                  </Cell>
                  <Cell label={titles.graded} number>
                    {formatNumber(one.graded)}
                  </Cell>
                  <Cell label={titles.kappa} number>
                    {one.kappa ? two(one.kappa.value) : '—'}
                    {one.kappa?.low !== undefined && one.kappa.high !== undefined && (
                      <span className={styles.error}>
                        {' '}
                        {two(one.kappa.low)}–{two(one.kappa.high)}
                      </span>
                    )}
                  </Cell>
                  <Cell label={titles.severity} number>
                    {one.severity ? signed(one.severity.value) : '—'}
                  </Cell>
                  <Cell label={titles.fit} number>
                    {one.infit === undefined ? '—' : two(one.infit)}
                  </Cell>
                  <Cell label={titles.pace} number>
                    {one.median_seconds === undefined ? '—' : formatDuration(one.median_seconds)}
                  </Cell>
                  <Cell label={titles.adjudicated} number>
                    {one.adjudicated === undefined ? '—' : formatShare(one.adjudicated)}
                  </Cell>
                  <Cell>
                    <Button
                      size="small"
                      aria-label={t`More on ${nameOf(one)}`}
                      onClick={() => setShown(one.account_id)}
                    >
                      <Trans>More</Trans>
                    </Button>
                  </Cell>
                </tr>
              ))}
            </Table>
            <Dialog
              kind="wide"
              open={open !== undefined}
              onClose={() => setShown(undefined)}
              title={open ? nameOf(open) : ''}
            >
              {open && <Details qualification={qualification} reviewer={open} may={may} />}
            </Dialog>
          </Stack>
        );
      }}
    </Loaded>
  );
}

function Details({ qualification, reviewer, may }: { qualification: Qualification; reviewer: Reviewer; may: boolean }) {
  const { t } = useLingui();
  const causes = useCauseNames();
  const queries = useQueryClient();
  const { pause } = reviewer;
  const { busy, error, field, onSubmit } = useSubmit(async ({ text = '' }) => {
    await unwrap(
      api.PUT('/v1/qualifications/{qualification_id}/reviewers/{account_id}/pause', {
        params: { path: { qualification_id: qualification.id, account_id: reviewer.account_id } },
        body: { paused: pause === undefined, text: text.trim() },
      }),
    );
    toast({ text: pause ? t`The queue goes on.` : t`The queue is paused; the reviewer reads why.` });
    await queries.invalidateQueries({ queryKey: ['reviewers', qualification.id] });
  });
  return (
    <Stack>
      <p className={styles.soft}>
        <Plural value={reviewer.graded} one="# paper graded" other="# papers graded" />
        {', '}
        <Plural
          value={reviewer.validity_papers}
          _0="none of them with known grades yet"
          one="# of them with known grades"
          other="# of them with known grades"
        />
      </p>
      {pause && (
        <Note tone="warn">
          <strong>
            <Trans>Paused: {causes[pause.cause]}</Trans>
          </strong>
          <p>{pause.text}</p>
        </Note>
      )}
      <Measures calibration={reviewer} />
      {may && (
        <form onSubmit={onSubmit}>
          <Stack>
            {error !== undefined && <ProblemNote error={error} />}
            <TextArea
              label={pause ? t`Why the queue may go on` : t`Why the queue should stand still`}
              hint={<Trans>The reviewer reads it. At least ten characters.</Trans>}
              name="text"
              required
              minLength={10}
              maxLength={2000}
              rows={2}
              className={styles.short ?? ''}
              error={field('text')}
            />
            <Row>
              <Button type="submit" tone={pause ? 'primary' : 'danger'} busy={busy}>
                {pause ? <Trans>Let the queue go on</Trans> : <Trans>Pause the queue</Trans>}
              </Button>
              <ButtonLink
                tone="quiet"
                href={`/corrections?kind=reviewer&qualification=${qualification.id}&reviewer=${reviewer.account_id}`}
              >
                <Trans>Set their grades aside…</Trans>
              </ButtonLink>
            </Row>
          </Stack>
        </form>
      )}
    </Stack>
  );
}
