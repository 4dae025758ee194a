import { type FormEvent, useState } from 'react';
import { ProblemError } from '~/api/problem';

/** What a form knows about its own sending. */
export interface Submitting {
  busy: boolean;
  /** What went wrong the last time, if anything. */
  error: unknown;
  /** The server's complaint about the field `/name`. */
  field: (name: string) => string | undefined;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

/** Sends a form once at a time; `send` gets the form's fields by name. */
export function useSubmit(send: (values: Record<string, string>) => Promise<unknown>): Submitting {
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  return {
    busy: state.busy,
    error: state.error,
    field: name => (state.error instanceof ProblemError ? state.error.field(name) : undefined),
    onSubmit: event => {
      event.preventDefault();
      if (state.busy) return;
      const values = Object.fromEntries(
        [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
      );
      setState({ busy: true });
      send(values).then(
        () => setState({ busy: false }),
        error => setState({ busy: false, error }),
      );
    },
  };
}
