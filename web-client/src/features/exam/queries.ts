import { useQuery } from '@tanstack/react-query';
import { api, unwrap, withEtag } from '~/api';
import { allows, useOrganisations } from '~/features/organisation';
import type { Qualification } from './plan';

/** The qualifications of one's organisations. */
export function useQualifications() {
  return useQuery({
    queryKey: ['qualifications', 'organisation'],
    queryFn: async () => {
      const { data } = await unwrap(
        api.GET('/v1/qualifications', { params: { query: { view: 'organisation', limit: 100 } } }),
      );
      return data.filter((one): one is Qualification => 'holders' in one);
    },
  });
}

export function useQualification(id: string) {
  return useQuery({
    queryKey: ['qualification', id, 'definition'],
    queryFn: async () =>
      (await unwrap(
        api.GET('/v1/qualifications/{qualification_id}', { params: { path: { qualification_id: id } } }),
      )) as Qualification,
  });
}

/** Every version of a qualification's test, newest first. */
export function useTests(id: string) {
  return useQuery({
    queryKey: ['tests', id],
    queryFn: async () =>
      (
        await unwrap(
          api.GET('/v1/qualifications/{qualification_id}/tests', { params: { path: { qualification_id: id } } }),
        )
      ).data,
  });
}

export function useTest(id: string) {
  return useQuery({
    queryKey: ['test', id],
    queryFn: async () => {
      const { data, etag } = await withEtag(api.GET('/v1/tests/{test_id}', { params: { path: { test_id: id } } }));
      return { test: data, etag };
    },
  });
}

/** Whether this person may change what belongs to the organisation. */
export function useMayEdit(organisationId: string | undefined): boolean {
  const all = useOrganisations();
  return allows(all.find(({ id }) => id === organisationId)?.role, 'editor');
}
