const NUMBER = /^wrk_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** The worker number in what somebody typed or pasted, if it is one. */
export function workerNumber(typed: string): string | undefined {
  const number = typed.trim().toLowerCase();
  return NUMBER.test(number) ? number : undefined;
}

/** The worker numbers in a list that somebody typed or pasted, each once, and what in it is none. */
export function workerNumbers(typed: string): { numbers: string[]; wrong: string[] } {
  const words = typed.split(/[\s,;，；、]+/).filter(Boolean);
  return {
    numbers: [...new Set(words.map(workerNumber).filter(number => number !== undefined))],
    wrong: words.filter(word => workerNumber(word) === undefined),
  };
}
