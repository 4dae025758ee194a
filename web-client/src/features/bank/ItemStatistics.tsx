import { Trans, useLingui } from '@lingui/react/macro';
import { ChartNoAxesCombined } from 'lucide-react';
import { Band, Curve, Cut, Plot } from '~/features/chart';
import { formatDuration, formatNumber, formatShare } from '~/i18n/format';
import { Badge, Card, cx, Empty, Stack, Stat, Stats, Time } from '~/ui';
import styles from './bank.module.css';
import { abilities, chance, shares } from './curve';
import type { ItemDetail } from './draft';

const two = (value: number) => formatNumber(value, { maximumFractionDigits: 2 });
const error = (value: number | undefined) => (value === undefined ? '' : ` ± ${two(value)}`);

/** What attempts say of an item: how hard it is, what it tells apart, and which wrong options are chosen. */
export function ItemStatistics({ item }: { item: ItemDetail }) {
  const { t } = useLingui();
  const { statistics } = item;
  if (!statistics || statistics.answers === 0) {
    return (
      <Empty icon={<ChartNoAxesCombined aria-hidden="true" />} title={<Trans>Nobody has answered it yet</Trans>}>
        <p>
          <Trans>Put it on trial: it is then mixed into tests and measured, and counts for nothing.</Trans>
        </p>
      </Empty>
    );
  }
  const { proportion_right, discrimination, discrimination_error, difficulty, difficulty_error } = statistics;
  return (
    <Stack>
      <Stats>
        <Stat name={t`Answers`} value={formatNumber(statistics.answers)} />
        {proportion_right !== undefined && (
          <Stat name={t`Right`} value={formatShare(proportion_right)} note={<Trans>Mean of the points</Trans>} />
        )}
        {difficulty !== undefined && (
          <Stat
            name={t`Difficulty`}
            value={`${two(difficulty)}${error(difficulty_error)}`}
            note={<Trans>In logits; 0 is where half of all people get it right</Trans>}
          />
        )}
        {discrimination !== undefined && (
          <Stat
            name={t`Discrimination`}
            value={`${two(discrimination)}${error(discrimination_error)}`}
            note={<Trans>How sharply it tells weak from strong; from 0.8 it is good</Trans>}
          />
        )}
        {statistics.point_biserial !== undefined && (
          <Stat name={t`Goes with the rest`} value={two(statistics.point_biserial)} note={t`Correlation, −1 to 1`} />
        )}
        {statistics.median_seconds !== undefined && (
          <Stat name={t`Time, median`} value={formatDuration(statistics.median_seconds)} />
        )}
        <Stat
          name={t`Shown`}
          value={formatNumber(item.exposures)}
          note={item.exposure_cap !== undefined && <Trans>of at most {formatNumber(item.exposure_cap)}</Trans>}
        />
      </Stats>
      <p className={styles.soft}>
        <Trans>
          Measured <Time value={statistics.measured_at} />, by {statistics.method}.
        </Trans>
      </p>
      <div className={styles.charts}>
        {discrimination !== undefined && difficulty !== undefined && (
          <Characteristic discrimination={discrimination} difficulty={difficulty} spread={difficulty_error ?? 0} />
        )}
        <Distractors item={item} />
      </div>
    </Stack>
  );
}

/** The chance of a right answer by ability. */
function Characteristic({
  discrimination,
  difficulty,
  spread,
}: {
  discrimination: number;
  difficulty: number;
  spread: number;
}) {
  const { t } = useLingui();
  const at = abilities();
  const curve = (b: number) => at.map(ability => [ability, chance(ability, discrimination, b)] as const);
  return (
    <Card as="section">
      <h2 className={styles.title}>
        <Trans>Who gets it right</Trans>
      </h2>
      <Plot
        says={t`The chance of a right answer by ability: a half at ${two(difficulty)} logits.`}
        x={{ from: -4, to: 4, ticks: [-4, -2, 0, 2, 4], title: t`ability →`, format: value => formatNumber(value) }}
        y={{ from: 0, to: 1, ticks: [0, 0.5, 1], title: t`chance of a right answer`, format: formatShare }}
        keys={[
          { look: 'line', name: t`by the model` },
          ...(spread > 0 ? [{ look: 'band' as const, name: t`95 % range of the difficulty` }] : []),
          { look: 'cut', name: t`difficulty` },
        ]}
        numbers={{
          head: [t`Ability`, t`Chance`],
          rows: [-3, -2, -1, 0, 1, 2, 3].map(ability => [
            formatNumber(ability),
            formatShare(chance(ability, discrimination, difficulty)),
          ]),
        }}
      >
        {place => {
          const drawn = (b: number) => curve(b).map(([x, y]) => [place.x(x), place.y(y)] as const);
          return (
            <>
              {spread > 0 && (
                <Band upper={drawn(difficulty - 1.96 * spread)} lower={drawn(difficulty + 1.96 * spread)} />
              )}
              {Math.abs(difficulty) <= 4 && (
                <Cut from={[place.x(difficulty), place.y(0)]} to={[place.x(difficulty), place.y(1)]} />
              )}
              <Curve points={drawn(difficulty)} />
            </>
          );
        }}
      </Plot>
    </Card>
  );
}

/** Of the weak, the middle and the strong third, how many chose each option. */
function Distractors({ item }: { item: ItemDetail }) {
  const { t } = useLingui();
  const chosen = shares(item.statistics?.distractors ?? []);
  if (chosen.length === 0) return null;
  const thirds = [
    ['lower', t`weak third`],
    ['middle', t`middle third`],
    ['upper', t`strong third`],
  ] as const;
  return (
    <Card as="section">
      <h2 className={styles.title}>
        <Trans>Which options are chosen</Trans>
      </h2>
      <p className={styles.soft}>
        <Trans>The right one should grow from the weak third to the strong; a wrong one should shrink.</Trans>
      </p>
      <ul className={styles.distractors}>
        {chosen.map(one => {
          const right = item.key.correct?.includes(one.option) ?? false;
          return (
            <li key={one.option}>
              <p className={styles.optionName} dir="auto">
                {item.body.options?.find(({ id }) => id === one.option)?.text ?? one.option}{' '}
                {right && (
                  <Badge tone="good">
                    <Trans>right</Trans>
                  </Badge>
                )}
              </p>
              {thirds.map(([third, name]) => (
                <p key={third} className={styles.third}>
                  <span>{name}</span>
                  <span className={styles.track} aria-hidden="true">
                    <span
                      className={cx(styles.fill, right && styles.right)}
                      style={{ inlineSize: `${one[third] * 100}%` }}
                    />
                  </span>
                  <span>{formatShare(one[third])}</span>
                </p>
              ))}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
