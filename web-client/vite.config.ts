import { fileURLToPath } from 'node:url';
import { transformAsync } from '@babel/core';
import { lingui } from '@lingui/vite-plugin';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { officeFeatures } from './lingui.config.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The React API on Preact. `GUILDHALL_RENDERER=react` builds the same source on React. */
const onPreact = {
  'react-dom/client': 'preact/compat/client',
  'react-dom/test-utils': 'preact/test-utils',
  'react-dom': 'preact/compat',
  'react/jsx-runtime': 'preact/jsx-runtime',
  'react/jsx-dev-runtime': 'preact/jsx-dev-runtime',
  react: 'preact/compat',
};

/** Runs Lingui's macro over the files that use it; everything else stays with Vite's own compiler. */
function linguiMacro(): Plugin {
  return {
    name: 'lingui-macro',
    enforce: 'pre',
    async transform(code, id) {
      if (!/\.tsx?$/.test(id) || id.includes('node_modules') || !code.includes('/macro')) return null;
      const done = await transformAsync(code, {
        filename: id,
        configFile: false,
        babelrc: false,
        sourceMaps: true,
        parserOpts: { plugins: id.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'] },
        plugins: ['@lingui/babel-plugin-lingui-macro'],
      });
      return done?.code ? { code: done.code, map: done.map ?? null } : null;
    },
  };
}

const isOffice = (id: string) =>
  id.includes('/src/office/') ||
  id.includes('/office.po') ||
  officeFeatures.some(feature => id.includes(`/src/features/${feature}/`));

export default defineConfig({
  resolve: {
    alias: {
      '~': here('./src'),
      ...(process.env.GUILDHALL_RENDERER === 'react' ? {} : onPreact),
    },
  },
  plugins: [
    linguiMacro(),
    lingui(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/worker',
      filename: 'service-worker.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['index.html', 'assets/*.{js,css}', '*.svg', 'manifest.webmanifest', 'theme.js'],
        globIgnores: ['assets/office/**', 'assets/{pseudo,ar}-*'],
      },
    }),
  ],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Libraries mark their modules "use client" for server rendering, which there is none of here.
      onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
      input: { worker: here('./index.html'), office: here('./office.html') },
      output: {
        // Office code lives in its own folder, so that the worker's offline shell never fetches it.
        entryFileNames: chunk =>
          chunk.name === 'office' ? 'assets/office/[name]-[hash].js' : 'assets/[name]-[hash].js',
        chunkFileNames: chunk => {
          const locale = chunk.moduleIds.map(id => /\/locales\/(\w+)\//.exec(id)?.[1]).find(Boolean);
          const office = chunk.moduleIds.length > 0 && chunk.moduleIds.every(isOffice);
          return `assets/${office ? 'office/' : ''}${locale ? `${locale}-` : ''}[name]-[hash].js`;
        },
      },
    },
  },
  server: { proxy: { '/v1': process.env.GUILDHALL_URL ?? 'http://localhost:8080' } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
