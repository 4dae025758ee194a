import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { api, asProblem, newId, type ProblemError, unwrap } from '~/api';
import { type Draft, draftOf, type ItemDetail, KeyFields, RubricFields, tidyItem, useItem } from '~/features/bank';
import { ItemProse } from '~/features/item';
import {
  Badge,
  Button,
  ButtonLink,
  Card,
  Empty,
  Loaded,
  Note,
  Page,
  Pages,
  ProblemNote,
  Row,
  Select,
  Stack,
  TextArea,
  TextField,
  Time,
  toast,
  usePages,
} from '~/ui';
import styles from './correction.module.css';
import { EffectView } from './EffectView';
import { askedFor, type Body, type Correction, changedEffect, type Effect } from './effect';

/** Putting right what went wrong, for everybody it touched: looked at before it is done. */
export function CorrectionsPage() {
  const { t } = useLingui();
  const [query] = useSearchParams();
  const asked = askedFor(query);
  return (
    <Page
      title={<Trans>Corrections</Trans>}
      name={t`Corrections`}
      lead={
        <Trans>
          A wrong key, a bad item, an erratic reviewer: every attempt it touched is decided anew. Nothing earned in good
          faith is taken back, and nobody loses a level before it expires.
        </Trans>
      }
      actions={
        asked && (
          <ButtonLink tone="quiet" href="/corrections">
            <Trans>All corrections</Trans>
          </ButtonLink>
        )
      }
    >
      {asked ? <Asked key={query.toString()} asked={asked} /> : <History />}
    </Page>
  );
}

function Asked({ asked }: { asked: Body }) {
  return asked.kind === 'reviewer' ? <OfReviewer asked={asked} /> : <OfItem asked={asked} />;
}

function OfItem({ asked }: { asked: Body }) {
  const query = useItem(asked.item_id);
  return <Loaded query={query}>{({ item }) => <ItemForms key={item.id} item={item} asked={asked} />}</Loaded>;
}

function ItemForms({ item, asked }: { item: ItemDetail; asked: Body }) {
  const { t } = useLingui();
  const [kind, setKind] = useState(asked.kind);
  const [version, setVersion] = useState(item.version);
  const of = (wanted: number): Draft => {
    const found = item.versions.find(one => one.version === wanted) ?? item;
    return { ...draftOf(item), body: found.body, key: found.key };
  };
  const [draft, setDraft] = useState(() => of(item.version));
  const { key } = tidyItem(draft.kind, draft.body, draft.key);
  const body: Body = kind === 'key' ? { kind, item_id: item.id, version, key } : { kind, item_id: item.id, version };
  const versions = [...new Set(item.versions.map(one => one.version))];
  return (
    <Making body={body}>
      <Row between>
        <h2 className={styles.title}>
          <Link href={`/items/${item.id}`}>{item.title}</Link>
        </h2>
        <Badge>
          <Trans>version {version}</Trans>
        </Badge>
      </Row>
      <ItemProse text={draft.body.prompt} />
      <div className={styles.pair}>
        <Select label={t`What to do`} value={kind} onChange={event => setKind(event.currentTarget.value as 'key')}>
          <option value="key">{t`Correct the key`}</option>
          <option value="remove_item">{t`Take the item out of every attempt`}</option>
        </Select>
        {versions.length > 1 && (
          <Select
            label={t`Version`}
            value={version}
            onChange={event => {
              const wanted = Number(event.currentTarget.value);
              setVersion(wanted);
              setDraft(of(wanted));
            }}
          >
            {versions.map(one => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </Select>
        )}
      </div>
      {kind === 'key' && (
        <>
          <KeyFields draft={draft} change={patch => setDraft({ ...draft, ...patch })} fault={() => undefined} />
          {draft.key.rubric && (
            <details className={styles.more}>
              <summary>
                <Trans>The rubric</Trans>
              </summary>
              <Stack>
                <RubricFields
                  draft={draft}
                  change={patch => setDraft({ ...draft, ...patch })}
                  fault={() => undefined}
                />
              </Stack>
            </details>
          )}
        </>
      )}
    </Making>
  );
}

function OfReviewer({ asked }: { asked: Body }) {
  const { t } = useLingui();
  const [since, setSince] = useState('');
  const body: Body = { ...asked, ...(since && { since: new Date(since).toISOString() }) };
  return (
    <Making body={body}>
      <h2 className={styles.title}>
        <Trans>Set a reviewer’s grades aside</Trans>
      </h2>
      <p className={styles.soft}>
        <Trans>
          What they graded is graded again by somebody else, without either knowing of it. What they were paid stays
          theirs.
        </Trans>
      </p>
      <TextField
        label={t`Since`}
        hint={<Trans>Empty: everything they graded for this qualification.</Trans>}
        type="date"
        optional
        max={new Date().toISOString().slice(0, 10)}
        value={since}
        onInput={event => setSince(event.currentTarget.value)}
      />
    </Making>
  );
}

/** What is to be corrected, then its effect, then the reason; only then it is done. */
function Making({ body, children }: { body: Body; children: ReactNode }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [looked, setLooked] = useState<{ body: string; effect: Effect; changed: boolean }>();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState<'look' | 'make'>();
  const [error, setError] = useState<ProblemError>();
  const [key, setKey] = useState(newId);
  const now = JSON.stringify(body);
  const effect = looked?.body === now ? looked.effect : undefined;
  const look = async () => {
    setBusy('look');
    setError(undefined);
    try {
      const found = await unwrap(api.POST('/v1/corrections/preview', { body }));
      setLooked({ body: now, effect: found, changed: false });
      setKey(newId());
    } catch (thrown) {
      setError(asProblem(thrown));
    }
    setBusy(undefined);
  };
  const make = async (seen: Effect) => {
    setBusy('make');
    setError(undefined);
    try {
      await unwrap(
        api.POST('/v1/corrections', {
          params: { header: { 'Idempotency-Key': key } },
          body: { correction: body, effect_hash: seen.effect_hash, reason: reason.trim() },
        }),
      );
      toast({ text: t`It is put right, and everybody it touched is told.` });
      for (const name of ['corrections', 'item', 'items', 'reviewers', 'test-statistics'])
        void queries.invalidateQueries({ queryKey: [name] });
      go('/corrections');
    } catch (thrown) {
      const problem = asProblem(thrown);
      const next = changedEffect(problem);
      if (next) {
        setLooked({ body: now, effect: next, changed: true });
        setKey(newId());
      } else {
        setError(problem);
      }
    }
    setBusy(undefined);
  };
  return (
    <Stack>
      <Card
        as="form"
        onSubmit={event => {
          event.preventDefault();
          if (!busy) void look();
        }}
      >
        {children}
        <Row>
          <Button type="submit" tone={effect ? 'secondary' : 'primary'} busy={busy === 'look'}>
            <Trans>See what it would change</Trans>
          </Button>
          <span className={styles.soft}>
            <Trans>Nothing happens yet.</Trans>
          </span>
        </Row>
      </Card>
      <div role="status">{error && <ProblemNote error={error} />}</div>
      {effect && (
        <Card
          as="form"
          onSubmit={event => {
            event.preventDefault();
            if (!busy) void make(effect);
          }}
        >
          <h2 className={styles.title}>
            <Trans>What it would change</Trans>
          </h2>
          {looked?.changed && (
            <Note tone="warn" role="alert">
              <Trans>Meanwhile this has changed. Look at it again before you go on.</Trans>
            </Note>
          )}
          <EffectView effect={effect} />
          <TextArea
            label={t`Reason`}
            hint={<Trans>Read by everybody it touches. At least ten characters.</Trans>}
            required
            minLength={10}
            maxLength={2000}
            rows={2}
            className={styles.short ?? ''}
            value={reason}
            onInput={event => setReason(event.currentTarget.value)}
          />
          <Row>
            <Button type="submit" tone="primary" busy={busy === 'make'}>
              <Trans>Put it right for everybody</Trans>
            </Button>
          </Row>
        </Card>
      )}
    </Stack>
  );
}

function History() {
  const pages = usePages(['corrections'], cursor =>
    unwrap(api.GET('/v1/corrections', { params: { query: { limit: 20, ...(cursor && { cursor }) } } })),
  );
  return (
    <Stack>
      <Note>
        <Trans>
          A correction begins where the fault is: at the <Link href="/items?flagged=true">item</Link>, or at the
          reviewer on the page of a <Link href="/qualifications">qualification</Link>.
        </Trans>
      </Note>
      <Pages
        pages={pages}
        empty={
          <Empty icon={<Scale aria-hidden="true" />} title={<Trans>Nothing was corrected yet</Trans>}>
            <p>
              <Trans>Each correction stands here with its reason and its effect.</Trans>
            </p>
          </Empty>
        }
      >
        {corrections => (
          <Stack>
            {corrections.map(one => (
              <CorrectionCard key={one.id} correction={one} />
            ))}
          </Stack>
        )}
      </Pages>
    </Stack>
  );
}

function CorrectionCard({ correction: { correction, effect, reason, by, at, left } }: { correction: Correction }) {
  const { t } = useLingui();
  const names: Record<Body['kind'], string> = {
    key: t`Key corrected`,
    remove_item: t`Item taken out`,
    reviewer: t`Reviewer’s grades set aside`,
  };
  return (
    <Card as="article">
      <Row between>
        <h2 className={styles.title}>
          {correction.item_id ? (
            <Link href={`/items/${correction.item_id}/versions`}>{names[correction.kind]}</Link>
          ) : (
            names[correction.kind]
          )}
        </h2>
        <span className={styles.soft}>
          {by && <>{by} · </>}
          <Time value={at} />
        </span>
      </Row>
      <p dir="auto">{reason}</p>
      {left > 0 && (
        <Note>
          <Plural value={left} one="# result is still to be put right" other="# results are still to be put right" />
        </Note>
      )}
      <EffectView effect={effect} />
    </Card>
  );
}
