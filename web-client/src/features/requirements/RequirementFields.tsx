import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { faultAt } from '~/api';
import type { Asked } from './asked';
import { CountryFields, DeviceFields, LanguageFields, TrustFields } from './PeopleFields';
import { QualificationFields } from './QualificationFields';
import { ReachCosts, ReachStrip } from './ReachNotes';
import { GroupFields, SkillFields, VendorFields } from './RecordFields';
import styles from './requirements.module.css';
import { type Pay, type Place, useReach } from './useReach';

/** What the server says about a place in the request: anything inside it, or only what is said of the place itself. */
export type Fault = (pointer: string, where?: 'inside' | 'here') => string | undefined;

export interface FieldsProps {
  asked: Asked;
  change: (patch: Partial<Asked>) => void;
  fault: Fault;
  place: Place;
}

/** All that can be asked of workers, with how many are left who could and would. */
export function RequirementFields({
  asked,
  change,
  fault: saved,
  place,
  pay,
}: FieldsProps & {
  pay: Pay;
}) {
  const reach = useReach(place, asked, pay);
  const refused = reach.is === 'failed' ? reach.error : undefined;
  const fault: Fault = (pointer, where) => faultAt(refused, pointer, where) ?? saved(pointer, where);
  const part = { asked, change, fault, place };
  return (
    <>
      <ReachStrip reach={reach} />
      <LanguageFields {...part} />
      <Section title={<Trans>Qualifications</Trans>}>
        <QualificationFields {...part} />
      </Section>
      <CountryFields {...part} />
      <DeviceFields {...part} />
      <TrustFields {...part} />
      <Section title={<Trans>Record</Trans>}>
        <SkillFields {...part} />
        <VendorFields {...part} />
        <GroupFields {...part} />
      </Section>
      <ReachCosts reach={reach} />
    </>
  );
}

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}
