const NUMBER = /^wrk_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** The worker number in what somebody typed or pasted, if it is one. */
export function workerNumber(typed: string): string | undefined {
  const number = typed.trim().toLowerCase();
  return NUMBER.test(number) ? number : undefined;
}
