import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { Button, ProblemNote, Select } from '~/ui';
import { ManySegments, Segments } from '~/ui/Segments';
import {
  type Comparison,
  comparedBy,
  type Guard,
  LEVELS,
  MOST_LEVELS,
  type Qualification,
  takesLevel,
  takesLevels,
} from './asked';
import type { FieldsProps } from './RequirementFields';
import { Rows } from './Rows';
import styles from './requirements.module.css';
import { type Usable, useUsable } from './useUsable';

const COMPARISONS: readonly Comparison[] = [
  'at_least',
  'at_most',
  'equal',
  'not_equal',
  'in',
  'not_in',
  'exists',
  'absent',
];
const GUARDS: readonly Guard[] = ['accept', 'preview', 'discover'];
const MOST = 20;

/** Which qualifications are asked for, at which levels, and what is kept from those who do not have them. */
export function QualificationFields({ asked, change, fault, place }: FieldsProps) {
  const { t } = useLingui();
  const query = useUsable(place.organisation);
  const { qualifications } = asked;
  const at = (index: number) => `/requirements/qualifications/${index}`;
  return (
    <>
      {query.isError && (
        <ProblemNote error={query.error} onRetry={() => void query.refetch()}>
          <p>
            <Trans>The qualifications cannot be named now. What is chosen already stays as it is.</Trans>
          </p>
        </ProblemNote>
      )}
      <Rows
        items={qualifications}
        onChange={changed => change({ qualifications: changed })}
        name={index => t`Qualification ${index + 1}`}
        removal={name => t`Remove: ${name}`}
        fault={index => fault(at(index), 'here')}
        add={
          <Button
            disabled={qualifications.length >= MOST}
            onClick={() =>
              change({
                qualifications: [
                  ...qualifications,
                  { id: '', compare: 'at_least', level: 3, levels: [], guards: 'accept' },
                ],
              })
            }
          >
            <Plus aria-hidden="true" />
            <Trans>Add a qualification</Trans>
          </Button>
        }
      >
        {(row, changeRow, index) => (
          <Row
            row={row}
            change={changeRow}
            fault={name => fault(`${at(index)}/${name}`)}
            usable={query.data}
            failed={query.isError}
            organisation={place.organisation}
          />
        )}
      </Rows>
    </>
  );
}

interface RowProps {
  row: Qualification;
  change: (patch: Partial<Qualification>) => void;
  fault: (name: string) => string | undefined;
  /** What may be chosen, once it is known. */
  usable: readonly Usable[] | undefined;
  failed: boolean;
  organisation: string;
}

function Row({ row, change, fault, usable, failed, organisation }: RowProps) {
  const { t } = useLingui();
  const comparisons = useComparisons();
  const guards = useGuards();
  const levels = LEVELS.map(value => ({ value: value as number, name: value, spoken: t`Level ${value}` }));
  return (
    <>
      <div className={styles.pair}>
        <Which {...{ row, change, fault, usable, failed, organisation }} />
        <Select
          label={t`Level asked for`}
          value={row.compare}
          error={fault('compare')}
          onChange={event => change(comparedBy(row, event.currentTarget.value as Comparison))}
        >
          {COMPARISONS.map(compare => (
            <option key={compare} value={compare}>
              {comparisons[compare]}
            </option>
          ))}
        </Select>
      </div>
      {takesLevel(row.compare) && (
        <Segments
          legend={<Trans>Level</Trans>}
          hint={<Trans>5 is the highest.</Trans>}
          error={fault('level')}
          options={levels}
          value={row.level}
          onChange={level => change({ level })}
        />
      )}
      {takesLevels(row.compare) && (
        <ManySegments
          legend={<Trans>Levels</Trans>}
          hint={<Trans>One to four of them; 5 is the highest.</Trans>}
          error={fault('levels')}
          options={levels}
          value={row.levels}
          most={MOST_LEVELS}
          needed={t`Choose at least one level.`}
          onChange={chosen => change({ levels: chosen })}
        />
      )}
      <Select
        label={t`Whoever does not meet this`}
        hint={guards[row.guards].means}
        value={row.guards}
        error={fault('guards')}
        onChange={event => change({ guards: event.currentTarget.value as Guard })}
      >
        {GUARDS.map(guard => (
          <option key={guard} value={guard}>
            {guards[guard].name}
          </option>
        ))}
      </Select>
    </>
  );
}

/** Which one, by name: first what the organisation grants itself. */
function Which({ row, change, fault, usable, failed, organisation }: RowProps) {
  const { t, i18n } = useLingui();
  const sorter = new Intl.Collator(i18n.locale);
  const sorted = [...(usable ?? [])].sort((a, b) => sorter.compare(a.name, b.name));
  const groups = [
    { name: t`Of your organisation`, items: sorted.filter(one => one.organisation_id === organisation) },
    { name: t`Public`, items: sorted.filter(one => one.organisation_id !== organisation) },
  ].filter(({ items }) => items.length > 0);
  const described = usable?.find(({ id }) => id === row.id)?.description;
  return (
    <Select
      label={t`Qualification`}
      hint={described && <span className={styles.clamped}>{described}</span>}
      required
      value={row.id}
      error={fault('qualification_id')}
      onChange={event => change({ id: event.currentTarget.value })}
    >
      <option value="" disabled={row.id !== ''}>
        {usable === undefined && !failed ? t`Loading…` : usable?.length === 0 ? t`There is none yet` : t`Choose one…`}
      </option>
      {row.id !== '' && usable?.every(({ id }) => id !== row.id) !== false && <option value={row.id}>{row.id}</option>}
      {groups.map(({ name, items }) => (
        <optgroup key={name} label={name}>
          {items.map(one => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}

function useComparisons(): Record<Comparison, string> {
  const { t } = useLingui();
  return {
    at_least: t`That level or a higher one`,
    at_most: t`That level or a lower one`,
    equal: t`Exactly that level`,
    not_equal: t`Any level but that one`,
    in: t`One of several levels`,
    not_in: t`Any level but several`,
    exists: t`Held, at any level`,
    absent: t`Not held at all`,
  };
}

function useGuards(): Record<Guard, { name: string; means: string }> {
  const { t } = useLingui();
  return {
    accept: {
      name: t`gets no tasks`,
      means: t`They find the project and may read its guideline, but get none of its tasks.`,
    },
    preview: {
      name: t`gets no tasks and cannot read it`,
      means: t`They find the project and what it asks for, but neither its guideline nor what is to be done.`,
    },
    discover: {
      name: t`does not find it`,
      means: t`For them there is no such project: they do not find it, read it or learn what it asks for.`,
    },
  };
}
