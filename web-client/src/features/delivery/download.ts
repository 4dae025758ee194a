import { asProblem } from '~/api';
import { problemOf } from '~/api/problem';
import { accessToken, clientHeaders } from '~/api/token';

/** From this size on a download goes straight to a file where the browser can, instead of through memory; in bytes. */
const LARGE = 200_000_000;

interface FilePicker {
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<{
    createWritable(): Promise<WritableStream<Uint8Array>>;
  }>;
}

/**
 * Fetches what only a signed-in person may have and hands it to the browser's downloads. `expected` is about how many
 * bytes will come. Throws a ProblemError.
 */
export async function download(path: string, name: string, expected: number): Promise<void> {
  const picker = (window as FilePicker).showSaveFilePicker;
  const file = expected > LARGE && picker ? await picker.call(window, { suggestedName: name }) : undefined;
  const response = await get(path);
  if (file && response.body) return response.body.pipeTo(await file.createWritable());
  save(await response.blob(), name);
}

async function get(path: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { headers: { ...clientHeaders(), Authorization: `Bearer ${await accessToken()}` } });
  } catch (thrown) {
    throw asProblem(thrown);
  }
  if (!response.ok) throw problemOf(await response.json().catch(() => undefined), response);
  return response;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
