import { localProblem, type Schema } from '~/api';
import { problemOf } from '~/api/problem';
import { accessToken, clientHeaders } from '~/api/token';

export type Upload = Schema<'Upload'>;
/** One fault in an uploaded file. */
export type LineFault = Upload['errors'][number];

export type Format = 'ndjson' | 'csv';

const TYPES: Record<Format, string> = { ndjson: 'application/x-ndjson', csv: 'text/csv' };

/** How a file is written, by its name and, when that says nothing, by its first character. */
export function formatOf(name: string, start: string): Format {
  if (/\.csv$/i.test(name)) return 'csv';
  if (/\.(ndjson|jsonl|json)$/i.test(name)) return 'ndjson';
  return start.trimStart().startsWith('{') ? 'ndjson' : 'csv';
}

/**
 * Sends a file of tasks and tells how far it is, from 0 to 1. XMLHttpRequest, because `fetch` cannot tell. Throws a
 * ProblemError.
 */
export async function sendTasks(
  project: string,
  file: Blob,
  { format, partial, key, onProgress, signal }: SendOptions,
): Promise<Upload> {
  const token = await accessToken();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/v1/projects/${project}/tasks${partial ? '?partial=true' : ''}`);
    const headers = {
      ...clientHeaders(),
      Authorization: `Bearer ${token}`,
      'Content-Type': TYPES[format],
      'Idempotency-Key': key,
    };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = event => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status === 201) resolve(body as Upload);
      else reject(problemOf(body, new Response(null, { status: request.status, statusText: request.statusText })));
    };
    request.onerror = () => reject(localProblem('offline'));
    request.onabort = () => reject(new DOMException('Stopped by the person', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

export interface SendOptions {
  format: Format;
  /** Load the good lines and report the bad ones. */
  partial: boolean;
  /** The idempotency key of this attempt. */
  key: string;
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
