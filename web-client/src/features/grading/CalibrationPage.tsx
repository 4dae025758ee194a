import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Gauge } from 'lucide-react';
import { api, unwrap } from '~/api';
import { ButtonLink, Card, Empty, Loaded, Page, Stack } from '~/ui';
import type { Calibration } from './calibration';
import styles from './grading.module.css';
import { Measures } from './Measures';
import { Paused } from './Paused';

/** How one grades oneself: against known grades and the panel, never against a person. */
export function CalibrationPage() {
  const { t } = useLingui();
  const query = useQuery({
    queryKey: ['calibration'],
    queryFn: async () => (await unwrap(api.GET('/v1/me/calibration'))).data,
  });
  return (
    <Page
      title={<Trans>Your calibration</Trans>}
      name={t`Your calibration`}
      lead={
        <Trans>
          Among the papers you get are some whose grades are known. From them, and from papers that others graded too,
          comes how you grade. Only you and the organisation see it.
        </Trans>
      }
      actions={
        <ButtonLink href="/gradings">
          <Trans>To the grading</Trans>
        </ButtonLink>
      }
    >
      <Loaded query={query}>
        {all =>
          all.length === 0 ? (
            <Empty icon={<Gauge aria-hidden="true" />} title={<Trans>Nothing to measure yet</Trans>}>
              <p>
                <Trans>Once you have graded some papers, it stands here how close you are to the panel.</Trans>
              </p>
            </Empty>
          ) : (
            <Stack gap="loose">
              {all.map(one => (
                <Section key={one.qualification_id} calibration={one} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}

function Section({ calibration }: { calibration: Calibration }) {
  return (
    <Card as="section">
      <div>
        <h2 className={styles.title}>{calibration.name}</h2>
        <p className={styles.soft}>
          <Plural value={calibration.graded} one="# paper graded" other="# papers graded" />
          {', '}
          <Plural
            value={calibration.validity_papers}
            _0="none of them with known grades yet"
            one="# of them with known grades"
            other="# of them with known grades"
          />
        </p>
      </div>
      {calibration.pause && <Paused pause={calibration.pause} link={false} />}
      <Measures calibration={calibration} />
    </Card>
  );
}
