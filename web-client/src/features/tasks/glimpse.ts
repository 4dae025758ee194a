/** The beginning of a task's input, for a line in a list. */
export function glimpse(input: object | undefined, length = 140): string {
  const { title, text, prompt } = (input ?? {}) as { title?: string; text?: string; prompt?: unknown };
  const words = title ?? text ?? spoken(prompt) ?? '';
  return words.length > length ? `${words.slice(0, length).trimEnd()}…` : words;
}

function spoken(prompt: unknown): string | undefined {
  if (typeof prompt === 'string') return prompt;
  if (!Array.isArray(prompt)) return undefined;
  const last = (prompt as { role?: string; content?: string }[]).findLast(({ role }) => role === 'user');
  return last?.content;
}
