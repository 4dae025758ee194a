import { Trans, useLingui } from '@lingui/react/macro';
import { NumberField, Part } from '~/features/bank';
import { ListEditor } from '~/features/ordering';
import { Checkbox, Select, TextArea, TextField } from '~/ui';
import styles from './exam.module.css';
import { GRADING, type Pass, type Plan, type Prerequisite } from './plan';
import { useQualifications } from './queries';
import { SectionFields } from './SectionFields';

export interface PartProps {
  plan: Plan;
  change: (patch: Partial<Plan>) => void;
  fault: (pointer: string) => string | undefined;
}

/** Everything a test is: what it says, draws, allows, takes and pays. */
export function TestForm(part: PartProps) {
  const { t } = useLingui();
  const { plan, change, fault } = part;
  return (
    <>
      <Part number={1} title={<Trans>Before it begins</Trans>}>
        <TextArea
          label={t`Introduction`}
          hint={<Trans>Markdown. Read before the clock starts.</Trans>}
          rows={5}
          required
          maxLength={10_000}
          value={plan.introduction}
          error={fault('/introduction')}
          onInput={event => change({ introduction: event.currentTarget.value })}
        />
        <TextArea
          label={t`What the worker agrees to`}
          hint={<Trans>Empty: that they work alone, without help that the test does not allow.</Trans>}
          optional
          rows={2}
          maxLength={2000}
          className={styles.short ?? ''}
          value={plan.honesty ?? ''}
          error={fault('/honesty')}
          onInput={event => change({ honesty: event.currentTarget.value })}
        />
        <Prerequisites {...part} />
      </Part>
      <Part number={2} title={<Trans>Sections</Trans>}>
        <SectionFields {...part} />
      </Part>
      <Part number={3} title={<Trans>Time and attempts</Trans>}>
        <TimeFields {...part} />
      </Part>
      <Part number={4} title={<Trans>What each level takes</Trans>}>
        <PassFields {...part} />
      </Part>
      <Part number={5} title={<Trans>Feedback and pay</Trans>}>
        <Select
          label={t`Feedback`}
          value={plan.feedback ?? 'lines'}
          error={fault('/feedback')}
          onChange={event => change({ feedback: event.currentTarget.value as 'lines' })}
        >
          <option value="score">{t`The score of each section`}</option>
          <option value="lines">{t`Also each line of the rubric, with reasons`}</option>
          <option value="items">{t`Also each item, with its key: these items are then known`}</option>
        </Select>
        <PayField
          label={t`Pay for an attempt that is sent`}
          pay={plan.pay}
          fault={fault('/pay') ?? fault('/pay/amount')}
          onPay={pay => change({ pay } as Partial<Plan>)}
        />
      </Part>
      <Part number={6} title={<Trans>Grading of open items</Trans>}>
        <GradingFields {...part} />
      </Part>
    </>
  );
}

function PayField({
  label,
  pay,
  fault,
  onPay,
}: {
  label: string;
  pay: Plan['pay'];
  fault: string | undefined;
  onPay: (pay: Plan['pay']) => void;
}) {
  const { t } = useLingui();
  const currency = pay?.currency ?? 'USD';
  return (
    <div className={styles.pair}>
      <TextField
        label={label}
        optional
        inputMode="decimal"
        autoComplete="off"
        pattern="(0|[1-9]\d{0,9})(\.\d{1,6})?"
        value={pay?.amount ?? ''}
        error={fault}
        onInput={event => {
          const amount = event.currentTarget.value.replace(',', '.');
          onPay(amount ? { amount, currency } : undefined);
        }}
      />
      <TextField
        label={t`Currency`}
        autoComplete="off"
        pattern="[A-Z]{3}"
        maxLength={3}
        disabled={!pay}
        value={currency}
        onInput={event => pay && onPay({ ...pay, currency: event.currentTarget.value.toUpperCase() })}
      />
    </div>
  );
}

function Prerequisites({ plan, change, fault }: PartProps) {
  const { t } = useLingui();
  const { data: known = [] } = useQualifications();
  const wanted = plan.prerequisites ?? [];
  if (known.length === 0) return null;
  return (
    <ListEditor
      items={wanted}
      onChange={prerequisites => change({ prerequisites })}
      make={(): Prerequisite => ({ qualification_id: known[0]?.id ?? '' })}
      least={0}
      most={10}
      add={t`Ask for another qualification first`}
      name={index => t`Asked for first ${index + 1}`}
    >
      {(one, patch, index) => (
        <div className={styles.pair}>
          <Select
            label={t`Qualification`}
            value={one.qualification_id}
            error={fault(`/prerequisites/${index}/qualification_id`)}
            onChange={event => patch({ qualification_id: event.currentTarget.value })}
          >
            {known.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
          <NumberField
            label={t`Level, at least`}
            optional
            min={1}
            max={100}
            step={1}
            value={one.level}
            onNumber={level => patch({ level } as Partial<typeof one>)}
          />
        </div>
      )}
    </ListEditor>
  );
}

function TimeFields({ plan, change, fault }: PartProps) {
  const { t } = useLingui();
  return (
    <>
      <div className={styles.pair}>
        <NumberField
          label={t`Minutes for the whole`}
          hint={<Trans>Empty: only the sections bound it.</Trans>}
          optional
          min={1}
          max={1440}
          value={plan.seconds === undefined ? undefined : plan.seconds / 60}
          error={fault('/seconds')}
          onNumber={minutes =>
            change({ seconds: minutes === undefined ? undefined : Math.round(minutes * 60) } as Partial<Plan>)
          }
        />
        <Select
          label={t`When the worker leaves`}
          hint={<Trans>Leaving is always allowed.</Trans>}
          value={plan.clock ?? 'runs'}
          error={fault('/clock')}
          onChange={event => change({ clock: event.currentTarget.value as 'runs' })}
        >
          <option value="runs">{t`the clock runs on`}</option>
          <option value="pausable">{t`they may stop the clock`}</option>
        </Select>
        <Select
          label={t`Answers after the end`}
          hint={<Trans>They are kept and marked as late.</Trans>}
          value={plan.late ?? 'discard'}
          error={fault('/late')}
          onChange={event => change({ late: event.currentTarget.value as 'count' })}
        >
          <option value="discard">{t`do not count`}</option>
          <option value="count">{t`count`}</option>
        </Select>
        <NumberField
          label={t`Wait after a fail, hours`}
          hint={<Trans>168 is a week.</Trans>}
          min={0}
          max={17_520}
          step={1}
          value={plan.retry_hours ?? 168}
          error={fault('/retry_hours')}
          onNumber={retry_hours => change({ retry_hours: retry_hours ?? 168 })}
        />
        <NumberField
          label={t`Attempts in one year, at most`}
          hint={<Trans>Empty: no bound.</Trans>}
          optional
          min={1}
          max={100}
          step={1}
          value={plan.max_attempts}
          error={fault('/max_attempts')}
          onNumber={max_attempts => change({ max_attempts } as Partial<Plan>)}
        />
      </div>
      <p className={styles.soft}>
        <Trans>Workers who need more time have it by an allowance of their own, which nobody else sees.</Trans>
      </p>
    </>
  );
}

const percent = (share: number | undefined) => (share === undefined ? undefined : Math.round(share * 1000) / 10);

function PassFields({ plan, change, fault }: PartProps) {
  const { t } = useLingui();
  return (
    <ListEditor
      items={plan.passes}
      onChange={passes => change({ passes })}
      make={(): Pass => ({ level: Math.min(5, Math.max(...plan.passes.map(({ level }) => level)) + 1), score: 0.8 })}
      least={1}
      most={5}
      add={t`Add a level`}
      name={index => t`Pass rule ${index + 1}`}
    >
      {(pass, patch, index) => (
        <>
          <div className={styles.pair}>
            <NumberField
              label={t`Level`}
              required
              min={1}
              max={5}
              step={1}
              value={pass.level}
              error={fault(`/passes/${index}/level`)}
              onNumber={level => level !== undefined && patch({ level })}
            />
            <NumberField
              label={t`Whole score, at least, %`}
              required
              min={0}
              max={100}
              value={percent(pass.score)}
              error={fault(`/passes/${index}/score`)}
              onNumber={share => share !== undefined && patch({ score: share / 100 })}
            />
          </div>
          {plan.sections.length > 1 && (
            <div className={styles.pair}>
              {plan.sections.map(({ key, title }) => (
                <NumberField
                  key={key}
                  label={t`Of “${title}”, at least, %`}
                  optional
                  min={0}
                  max={100}
                  value={percent(pass.sections?.[key])}
                  onNumber={share => {
                    const { [key]: _, ...rest } = pass.sections ?? {};
                    patch({ sections: share === undefined ? rest : { ...rest, [key]: share / 100 } });
                  }}
                />
              ))}
            </div>
          )}
        </>
      )}
    </ListEditor>
  );
}

function GradingFields({ plan, change, fault }: PartProps) {
  const { t } = useLingui();
  const { data: known = [] } = useQualifications();
  const grading = plan.grading ?? GRADING;
  const set = (patch: object) => change({ grading: { ...grading, ...patch } });
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={t`Who grades for pay`}
          hint={<Trans>Reviewers of the organisation may always.</Trans>}
          value={grading.reviewer?.qualification_id ?? ''}
          error={fault('/grading/reviewer/qualification_id')}
          onChange={event => {
            const id = event.currentTarget.value;
            set({ reviewer: id ? { qualification_id: id, level: grading.reviewer?.level ?? 1 } : undefined });
          }}
        >
          <option value="">{t`Nobody else`}</option>
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {t`Holders of ${name}`}
            </option>
          ))}
        </Select>
        {grading.reviewer && (
          <NumberField
            label={t`At level, at least`}
            hint=" "
            required
            min={1}
            max={100}
            step={1}
            value={grading.reviewer.level}
            error={fault('/grading/reviewer/level')}
            onNumber={level => level !== undefined && set({ reviewer: { ...grading.reviewer, level } })}
          />
        )}
      </div>
      <PayField
        label={t`Pay for each paper`}
        pay={grading.pay}
        fault={fault('/grading/pay') ?? fault('/grading/pay/amount')}
        onPay={pay => set({ pay })}
      />
      <div className={styles.pair}>
        <NumberField
          label={t`Papers with known grades, %`}
          hint={<Trans>Reviewers are measured on them; 5 to 10 is usual.</Trans>}
          min={0}
          max={50}
          value={grading.validity_permille / 10}
          error={fault('/grading/validity_permille')}
          onNumber={share => set({ validity_permille: Math.round((share ?? 7) * 10) })}
        />
        <NumberField
          label={t`Minutes to grade a paper`}
          hint={<Trans>Then somebody else gets it.</Trans>}
          min={2}
          max={240}
          value={grading.lease_seconds / 60}
          error={fault('/grading/lease_seconds')}
          onNumber={minutes => set({ lease_seconds: Math.round((minutes ?? 30) * 60) })}
        />
      </div>
      <Checkbox checked={grading.same_vendor} onChange={event => set({ same_vendor: event.currentTarget.checked })}>
        <Trans>Reviewers may get answers of people of their own vendor</Trans>
      </Checkbox>
    </>
  );
}
