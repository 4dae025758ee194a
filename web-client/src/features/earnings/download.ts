import { api, unwrap } from '~/api';

/** Saves all earnings as a CSV file. The call carries the access token, which a plain link could not. */
export async function downloadEarnings(): Promise<void> {
  const csv = await unwrap(api.GET('/v1/me/earnings', { headers: { Accept: 'text/csv' }, parseAs: 'blob' }));
  const address = URL.createObjectURL(csv);
  const link = document.createElement('a');
  link.href = address;
  link.download = `guildhall-earnings-${new Date().toISOString().slice(0, 10)}.csv`;
  link.click();
  // The browser reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
