import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    include: ['**/*.e2e.ts'],
    environment: 'node',
    globalSetup: './unpack.ts',
    // A browser leaves much of a second core idle. What walks through a real server goes alone, as `npm run e2e` says.
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    bail: 0,
  },
});
