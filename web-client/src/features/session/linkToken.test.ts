import { describe, expect, test } from 'vitest';
import { pastedToken } from './linkToken';

describe('a pasted link', () => {
  test('gives its token', () => {
    expect(pastedToken(' http://127.0.0.1:8080/verify?token=a-b_c ')).toBe('a-b_c');
    expect(pastedToken('https://work.example.org/reset?x=1&token=abc#top')).toBe('abc');
  });

  test('may be its token alone', () => {
    expect(pastedToken(' a-b_c\n')).toBe('a-b_c');
  });
});
