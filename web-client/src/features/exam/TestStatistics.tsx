import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schema, unwrap } from '~/api';
import { axis, Columns, Cut, Dots, Plot } from '~/features/chart';
import { formatDay, formatDuration, formatNumber, formatShare } from '~/i18n/format';
import { Card, Loaded, Select, Stack, Stat, Stats } from '~/ui';
import styles from './exam.module.css';
import type { Test } from './plan';

type Figures = Schema<'TestStatistics'>;

const whole = (value: number) => formatNumber(value, { maximumFractionDigits: 0 });
const two = (value: number) => formatNumber(value, { maximumFractionDigits: 2 });
const signed = (value: number) => formatNumber(value, { maximumFractionDigits: 2, signDisplay: 'exceptZero' });

/** How a test goes: who passes, with what scores, and whether its forms are equal. */
export function TestStatistics({ tests }: { tests: readonly Test[] }) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState(tests[0]?.id ?? '');
  const test = tests.find(({ id }) => id === chosen) ?? tests[0];
  const query = useQuery({
    queryKey: ['test-statistics', chosen],
    queryFn: () => unwrap(api.GET('/v1/tests/{test_id}/statistics', { params: { path: { test_id: chosen } } })),
  });
  return (
    <Stack>
      {tests.length > 1 && (
        <div className={styles.narrow}>
          <Select label={t`Version`} value={chosen} onChange={event => setChosen(event.currentTarget.value)}>
            {tests.map(({ id, version }) => (
              <option key={id} value={id}>
                {t`Version ${version}`}
              </option>
            ))}
          </Select>
        </div>
      )}
      <Loaded query={query}>
        {figures =>
          test && (
            <>
              <Summary figures={figures} />
              <div className={styles.charts}>
                <Weeks figures={figures} />
                <Scores figures={figures} test={test} />
                <Forms figures={figures} />
              </div>
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function Summary({ figures }: { figures: Figures }) {
  const { t } = useLingui();
  const { attempts, passed, failed, open, abandoned = 0, median_minutes, by_level = [], equal_decisions } = figures;
  const decided = passed + failed;
  return (
    <Stats>
      <Stat
        name={t`Attempts`}
        value={whole(attempts)}
        note={
          <Trans>
            {whole(open)} open, {whole(abandoned)} abandoned
          </Trans>
        }
      />
      <Stat
        name={t`Passed`}
        value={decided > 0 ? formatShare(passed / decided) : '—'}
        note={
          <Trans>
            {whole(passed)} of {whole(decided)} decided
          </Trans>
        }
      />
      {by_level.length > 1 && (
        <Stat
          name={t`By level`}
          value={by_level.map(({ attempts: count }) => whole(count)).join(' · ')}
          note={by_level.map(({ level }) => t`level ${level}`).join(' · ')}
        />
      )}
      {median_minutes !== undefined && (
        <Stat name={t`Time, median`} value={formatDuration(Math.round(median_minutes * 60))} />
      )}
      {equal_decisions !== undefined && (
        <Stat
          name={t`Equal decisions`}
          value={formatShare(equal_decisions)}
          tone={equal_decisions >= 0.9 ? 'good' : 'bad'}
          note={
            <Trans>Of people away from the cut, whom two forms would judge alike, by the model. 90 % is wanted.</Trans>
          }
        />
      )}
    </Stats>
  );
}

function Weeks({ figures: { weeks = [] } }: { figures: Figures }) {
  const { t } = useLingui();
  if (weeks.length === 0) return null;
  return (
    <Card as="section">
      <h2 className={styles.title}>
        <Trans>Attempts and passes by week</Trans>
      </h2>
      <Columns
        says={t`Attempts by week, and how many of them passed.`}
        columns={weeks.map(({ attempts, passed }, index) => ({
          from: index,
          to: index + 1,
          value: attempts,
          part: passed,
        }))}
        x={{
          from: 0,
          to: Math.max(weeks.length, 8),
          ticks: weeks.length > 1 ? [0, weeks.length] : [0],
          title: '',
          format: value => formatDay(weeks[value === 0 ? 0 : weeks.length - 1]?.week ?? ''),
        }}
        yTitle={t`attempts`}
        formatY={whole}
        keys={[
          { look: 'bar', name: t`attempts` },
          { look: 'line', name: t`passed` },
        ]}
        numbers={{
          head: [t`Week`, t`Attempts`, t`Passed`, t`Share`],
          rows: weeks.map(({ week, attempts, passed }) => [
            formatDay(week),
            whole(attempts),
            whole(passed),
            attempts > 0 ? formatShare(passed / attempts) : '—',
          ]),
        }}
      />
    </Card>
  );
}

function Scores({ figures: { scores }, test }: { figures: Figures; test: Test }) {
  const { t } = useLingui();
  const bins = scores.length || 1;
  const cuts = test.plan.passes.map(({ level, score }) => ({ at: score, name: t`level ${level}` }));
  return (
    <Card as="section">
      <h2 className={styles.title}>
        <Trans>Scores</Trans>
      </h2>
      <Columns
        says={t`How many attempts had which score. ${cuts.map(({ at, name }) => `${name}: ${formatShare(at)}`).join(', ')}.`}
        columns={scores.map((count, index) => ({ from: index / bins, to: (index + 1) / bins, value: count }))}
        x={{ from: 0, to: 1, ticks: [0, 0.25, 0.5, 0.75, 1], title: t`score →`, format: formatShare }}
        yTitle={t`attempts`}
        formatY={whole}
        cuts={cuts}
        keys={[
          { look: 'bar', name: t`attempts` },
          { look: 'cut', name: t`what a level takes: ${cuts.map(({ at }) => formatShare(at)).join(', ')}` },
        ]}
        numbers={{
          head: [t`Score`, t`Attempts`],
          rows: scores.map((count, index) => [
            `${formatShare(index / bins)} – ${formatShare((index + 1) / bins)}`,
            whole(count),
          ]),
        }}
      />
    </Card>
  );
}

/** Each form that was given: how hard it was, and how exactly it measured where it decides. */
function Forms({ figures: { forms } }: { figures: Figures }) {
  const { t } = useLingui();
  const known = forms.flatMap(({ difficulty, error_at_cut, passed }) =>
    error_at_cut === undefined ? [] : [{ difficulty, error: error_at_cut, passed }],
  );
  if (known.length === 0) return null;
  const hardness = known.map(({ difficulty }) => difficulty);
  const [least, most] = [Math.min(...hardness), Math.max(...hardness)];
  const mean = hardness.reduce((sum, one) => sum + one, 0) / hardness.length;
  const x = axis(hardness, { least: [mean - 0.5, mean + 0.5] });
  const y = axis(
    known.map(({ error }) => error),
    { least: [0, 0.5] },
  );
  return (
    <Card as="section">
      <h2 className={styles.title}>
        <Trans>Are the forms equal?</Trans>
      </h2>
      <p className={styles.soft}>
        <Trans>
          Each dot is a form that was given. They should stand close together: equally hard, and equally exact where it
          is decided. These reach from {signed(least)} to {signed(most)} logits.
        </Trans>
      </p>
      <Plot
        says={t`${whole(known.length)} forms, with difficulties from ${signed(least)} to ${signed(most)} logits.`}
        x={{ ...x, title: t`mean difficulty, logits →`, format: signed }}
        y={{ ...y, title: t`error at the cut, logits`, format: two }}
        keys={[
          { look: 'dot', name: t`passed` },
          { look: 'other', name: t`failed` },
          { look: 'cut', name: t`mean of all forms` },
        ]}
        numbers={{
          head: [t`Difficulty`, t`Error at the cut`, t`Result`],
          rows: known.map(({ difficulty, error, passed }) => [
            signed(difficulty),
            two(error),
            passed === undefined ? '—' : passed ? t`passed` : t`failed`,
          ]),
        }}
      >
        {place => {
          const at = (passed: boolean) =>
            known
              .filter(one => (one.passed ?? true) === passed)
              .map(({ difficulty, error }) => [place.x(difficulty), place.y(error)] as const);
          return (
            <>
              <Cut from={[place.x(mean), place.y(y.from)]} to={[place.x(mean), place.y(y.to)]} />
              <Dots points={at(true)} />
              <Dots points={at(false)} other />
            </>
          );
        }}
      </Plot>
    </Card>
  );
}
