import type { Schema } from '~/api';

type Requirements = Schema<'Requirements'>;
type Required<Name extends keyof Requirements> = NonNullable<Requirements[Name]>;

export type Language = Required<'languages'>[number];
export type Comparison = Required<'qualifications'>[number]['compare'];
export type Guard = NonNullable<Required<'qualifications'>[number]['guards']>;
export type Device = Required<'devices'>[number];
export type Identity = Required<'identity'>;

/** A required qualification. Both `level` and `levels` are kept, so that trying another comparison loses neither. */
export interface Qualification {
  id: string;
  compare: Comparison;
  level: number;
  levels: number[];
  guards: Guard;
}

/** One of those that are named, none of them, or all there are. */
export interface Among {
  which: 'all' | 'any_of' | 'none_of';
  named: string[];
}

/** What a form asks of workers; half a row is not lost. */
export interface Asked {
  languages: Language[];
  qualifications: Qualification[];
  countries: Among;
  devices: Device[];
  identity: Identity;
  /** How much of the work in a domain was right, at least, in percent as it was typed. */
  skills: { domain: string; atLeast: string }[];
  vendors: Among;
  groups: string[];
  invitedOnly: boolean;
}

/** Nothing is asked but what is asked of everybody. */
export const NOTHING: Asked = {
  languages: [],
  qualifications: [],
  countries: { which: 'all', named: [] },
  devices: [],
  identity: 'email',
  skills: [],
  vendors: { which: 'all', named: [] },
  groups: [],
  invitedOnly: false,
};

export const LEVELS = [1, 2, 3, 4, 5] as const;
/** To name all five would ask for none of them. */
export const MOST_LEVELS = 4;

export const DOMAIN = /^[a-z0-9]+([/_-][a-z0-9]+)*$/;
export const GROUP = /^[a-z0-9][a-z0-9_-]{0,59}$/;
export const ORGANISATION = /^org_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

export function takesLevel(compare: Comparison): boolean {
  return compare === 'at_least' || compare === 'at_most' || compare === 'equal' || compare === 'not_equal';
}

export function takesLevels(compare: Comparison): boolean {
  return compare === 'in' || compare === 'not_in';
}

/** What changes with the comparison: one level becomes the first of several, and the other way round. */
export function comparedBy(
  row: Qualification,
  compare: Comparison,
): Pick<Qualification, 'compare' | 'level' | 'levels'> {
  const many = takesLevels(compare) && !takesLevels(row.compare);
  const one = takesLevel(compare) && takesLevels(row.compare);
  return {
    compare,
    level: one ? (row.levels[0] ?? row.level) : row.level,
    levels: many ? [row.level] : row.levels,
  };
}

/** The requirements of a project, for a form. */
export function askedOf(requirements: Requirements): Asked {
  return {
    languages: requirements.languages ?? [],
    qualifications: (requirements.qualifications ?? []).map(one => ({
      id: one.qualification_id,
      compare: one.compare,
      level: one.level ?? 3,
      levels: one.levels ?? [],
      guards: one.guards ?? 'accept',
    })),
    countries: among(requirements.countries),
    devices: requirements.devices ?? [],
    identity: requirements.identity ?? 'email',
    skills: (requirements.skills ?? []).map(({ domain, at_least }) => ({ domain, atLeast: scaled(at_least, 100) })),
    vendors: among(requirements.vendors),
    groups: requirements.exclusion_groups ?? [],
    invitedOnly: requirements.invited_only ?? false,
  };
}

/** What a form asks, as the contract writes it; what asks nothing is left out. */
export function requirementsOf(asked: Asked): Requirements {
  const { languages, qualifications, countries, devices, identity, skills, vendors, groups, invitedOnly } = asked;
  return {
    ...(languages.length > 0 && { languages }),
    ...(countries.which !== 'all' && { countries: { [countries.which]: countries.named } }),
    ...(identity !== 'email' && { identity }),
    ...(qualifications.length > 0 && { qualifications: qualifications.map(required) }),
    ...(skills.length > 0 && {
      skills: skills.map(({ domain, atLeast }) => ({
        domain: domain.trim(),
        at_least: Number(scaled(Number(atLeast), 0.01)),
      })),
    }),
    ...(devices.length > 0 && { devices }),
    ...(vendors.which !== 'all' && { vendors: { [vendors.which]: vendors.named } }),
    ...(groups.length > 0 && { exclusion_groups: groups }),
    ...(invitedOnly && { invited_only: true }),
  };
}

function required({ id, compare, level, levels, guards }: Qualification): Required<'qualifications'>[number] {
  return {
    qualification_id: id,
    compare,
    ...(takesLevel(compare) && { level }),
    ...(takesLevels(compare) && { levels }),
    ...(guards !== 'accept' && { guards }),
  };
}

function among(choice: { any_of?: string[]; none_of?: string[] } | undefined): Among {
  if (choice?.any_of) return { which: 'any_of', named: choice.any_of };
  if (choice?.none_of) return { which: 'none_of', named: choice.none_of };
  return { which: 'all', named: [] };
}

/** `value` times `factor`, without the dust of binary fractions. */
function scaled(value: number, factor: number): string {
  return String(Number((value * factor).toPrecision(12)));
}

/** Whether something is begun and not complete, so that the server could only refuse it. */
export function isUnfinished({ qualifications, skills, countries, vendors }: Asked): boolean {
  return (
    qualifications.some(({ id, compare, levels }) => !id || (takesLevels(compare) && levels.length === 0)) ||
    skills.some(({ domain, atLeast }) => !DOMAIN.test(domain.trim()) || !isPercent(atLeast)) ||
    [countries, vendors].some(({ which, named }) => which !== 'all' && named.length === 0)
  );
}

function isPercent(typed: string): boolean {
  const share = Number(typed);
  return typed.trim() !== '' && share >= 0 && share <= 100;
}
