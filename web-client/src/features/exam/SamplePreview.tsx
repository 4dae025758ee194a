import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, Shuffle } from 'lucide-react';
import { useState } from 'react';
import { api, type Schema, unwrap } from '~/api';
import { PhoneFrame } from '~/features/bank';
import { type Answer, ItemForm } from '~/features/item';
import { formatNumber } from '~/i18n/format';
import { Button, Duration, Loaded, Row } from '~/ui';
import styles from './exam.module.css';
import type { Test } from './plan';

/** A form drawn for looking at, one item at a time, in the frame of a phone. */
export function SamplePreview({ test, unsaved }: { test: Test; unsaved?: boolean }) {
  const [seed, setSeed] = useState(0);
  const query = useQuery({
    queryKey: ['sample-form', test.id, seed],
    queryFn: () =>
      unwrap(api.GET('/v1/tests/{test_id}/sample-form', { params: { path: { test_id: test.id }, query: { seed } } })),
    retry: false,
  });
  return (
    <div className={styles.sample}>
      <Loaded query={query}>{form => <Form key={seed} form={form} />}</Loaded>
      <Row>
        <Button size="small" busy={query.isFetching} onClick={() => setSeed(seed + 1)}>
          <Shuffle aria-hidden="true" />
          <Trans>Draw another form</Trans>
        </Button>
        {unsaved && (
          <span className={styles.soft}>
            <Trans>Of what is saved, without your changes.</Trans>
          </span>
        )}
      </Row>
    </div>
  );
}

function Form({ form }: { form: Schema<'SampleForm'> }) {
  const { t } = useLingui();
  const all = form.sections.flatMap(section => section.items.map((item, index) => ({ section, item, index })));
  const [at, setAt] = useState(0);
  const [answers, setAnswers] = useState<Record<string, Answer>>({});
  const shown = all[at];
  if (!shown) {
    return (
      <p className={styles.soft}>
        <Trans>Nothing could be drawn.</Trans>
      </p>
    );
  }
  const { section, item, index } = shown;
  return (
    <>
      <PhoneFrame
        title={section.title}
        aside={
          <span className={styles.soft}>
            {formatNumber(index + 1)} / {formatNumber(section.items.length)}
          </span>
        }
      >
        {index === 0 && section.instructions && <p className={styles.soft}>{section.instructions}</p>}
        <ItemForm
          key={item.item_id}
          kind={item.kind}
          body={item.body}
          answer={answers[item.item_id] ?? {}}
          onChange={answer => setAnswers({ ...answers, [item.item_id]: answer })}
        />
      </PhoneFrame>
      <Row between>
        <Button icon tone="quiet" aria-label={t`Previous item`} disabled={at === 0} onClick={() => setAt(at - 1)}>
          <ChevronLeft aria-hidden="true" />
        </Button>
        <span className={styles.soft} role="status">
          <Plural value={all.length} one={`Item ${at + 1} of #`} other={`Item ${at + 1} of #`} />
          {section.seconds && (
            <>
              {' · '}
              <Duration seconds={section.seconds} />
            </>
          )}
          {section.mean_difficulty !== undefined && (
            <>
              {' · '}
              <Trans>
                difficulty{' '}
                {formatNumber(section.mean_difficulty, { maximumFractionDigits: 2, signDisplay: 'exceptZero' })}
              </Trans>
            </>
          )}
        </span>
        <Button
          icon
          tone="quiet"
          aria-label={t`Next item`}
          disabled={at === all.length - 1}
          onClick={() => setAt(at + 1)}
        >
          <ChevronRight aria-hidden="true" />
        </Button>
      </Row>
    </>
  );
}
