import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, TextField } from '~/ui';
import { Chips } from '~/ui/Chips';
import { Segments } from '~/ui/Segments';
import { type Among, GROUP, ORGANISATION } from './asked';
import type { FieldsProps } from './RequirementFields';
import { Rows } from './Rows';
import styles from './requirements.module.css';

const MOST_SKILLS = 10;
const MOST_GROUPS = 10;
const MOST_VENDORS = 50;

/** How much of their work in a domain was right. */
export function SkillFields({ asked: { skills }, change, fault }: FieldsProps) {
  const { t } = useLingui();
  const at = (index: number) => `/requirements/skills/${index}`;
  return (
    <Rows
      items={skills}
      onChange={changed => change({ skills: changed })}
      name={index => t`Measured skill ${index + 1}`}
      removal={name => t`Remove: ${name}`}
      fault={index => fault(at(index), 'here')}
      add={
        <Button
          disabled={skills.length >= MOST_SKILLS}
          onClick={() => change({ skills: [...skills, { domain: '', atLeast: '80' }] })}
        >
          <Plus aria-hidden="true" />
          <Trans>Add a measured skill</Trans>
        </Button>
      }
    >
      {(row, changeRow, index) => (
        <div className={styles.pair}>
          <TextField
            label={t`Domain`}
            hint={<Trans>As projects name it, such as law/contracts.</Trans>}
            required
            maxLength={60}
            pattern="[a-z0-9]+([\/_\-][a-z0-9]+)*"
            title={t`Small letters and digits, with / _ or - between them`}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={row.domain}
            error={fault(`${at(index)}/domain`)}
            onInput={event => changeRow({ domain: event.currentTarget.value })}
          />
          <TextField
            label={t`Right, at least, %`}
            hint={<Trans>Of what they did there, as far as that is known for sure.</Trans>}
            type="number"
            inputMode="decimal"
            min={0}
            max={100}
            step="any"
            required
            value={row.atLeast}
            error={fault(`${at(index)}/at_least`)}
            onInput={event => changeRow({ atLeast: event.currentTarget.value })}
          />
        </div>
      )}
    </Rows>
  );
}

/** Through whom they came. */
export function VendorFields({ asked: { vendors }, change, fault }: FieldsProps) {
  const { t } = useLingui();
  const { which } = vendors;
  return (
    <div className={styles.together}>
      <Segments<Among['which']>
        legend={<Trans>Through whom they came</Trans>}
        error={fault('/requirements/vendors', 'here')}
        options={[
          { value: 'all', name: <Trans>Anybody</Trans> },
          { value: 'any_of', name: <Trans>Only through…</Trans> },
          { value: 'none_of', name: <Trans>Anybody but through…</Trans> },
        ]}
        value={which}
        onChange={chosen => change({ vendors: { ...vendors, which: chosen } })}
      />
      {which !== 'all' && (
        <WordsField
          label={which === 'any_of' ? t`Only through these vendors` : t`Not through these vendors`}
          hint={<Trans>The vendor’s number; the vendor knows it.</Trans>}
          error={fault(`/requirements/vendors/${which}`)}
          words={vendors.named}
          most={MOST_VENDORS}
          shape={ORGANISATION}
          misshapen={t`The number of an organisation begins with org_ and has 30 characters.`}
          needed={t`Add at least one vendor.`}
          onChange={named => change({ vendors: { ...vendors, named } })}
        />
      )}
    </div>
  );
}

/** Of which projects a worker does only one. */
export function GroupFields({ asked: { groups }, change, fault }: FieldsProps) {
  const { t } = useLingui();
  return (
    <WordsField
      label={t`Exclusion groups`}
      hint={
        <Trans>
          Whoever had a task of another project of yours that names the same group gets none of this one. For example:
          pilot-2026
        </Trans>
      }
      optional
      error={fault('/requirements/exclusion_groups')}
      words={groups}
      most={MOST_GROUPS}
      shape={GROUP}
      misshapen={t`Small letters, digits, - and _, at most 60 of them; a letter or digit first.`}
      onChange={changed => change({ groups: changed })}
    />
  );
}

interface WordsProps {
  label: string;
  hint: ReactNode;
  error: string | undefined;
  optional?: boolean;
  words: readonly string[];
  most: number;
  shape: RegExp;
  /** Said of what does not have the shape. */
  misshapen: string;
  /** Said when the form is sent with none. */
  needed?: string;
  onChange: (words: string[]) => void;
}

/** A few words, typed one by one: Enter or the button adds one. */
function WordsField({
  label,
  hint,
  error,
  optional = false,
  words,
  most,
  shape,
  misshapen,
  needed,
  onChange,
}: WordsProps) {
  const { t } = useLingui();
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const input = () => box.current?.querySelector('input');
  // What was typed and not added would be lost without a word when the form is sent.
  const lacking = typed.trim() ? t`Add it first, or empty the field.` : words.length === 0 ? (needed ?? '') : '';
  useEffect(() => box.current?.querySelector('input')?.setCustomValidity(lacking), [lacking]);
  const add = () => {
    const word = typed.trim().toLowerCase();
    if (!word) return void input()?.focus();
    const wrong = !shape.test(word) ? misshapen : words.length >= most ? t`No more than ${most} of them.` : undefined;
    setFault(wrong);
    input()?.focus();
    if (wrong) return;
    if (!words.includes(word)) onChange([...words, word]);
    setTyped('');
  };
  return (
    <div className={styles.together} ref={box}>
      <div className={styles.adding}>
        <TextField
          label={label}
          hint={hint}
          optional={optional}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={typed}
          error={fault ?? error}
          onInput={event => {
            setTyped(event.currentTarget.value);
            setFault(undefined);
          }}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            add();
          }}
        />
        <Button onClick={add}>
          <Plus aria-hidden="true" />
          <Trans>Add</Trans>
        </Button>
      </div>
      <Chips
        items={words.map(word => ({ code: word, name: word }))}
        removal={name => t`Remove: ${name}`}
        onRemove={word => onChange(words.filter(one => one !== word))}
        onEmpty={() => input()?.focus()}
      />
    </div>
  );
}
