import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    include: ['**/*.e2e.ts'],
    environment: 'node',
    // One browser at a time: the machine that runs this also runs the server.
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    bail: 0,
  },
});
