import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launch, openPage, type Watched } from './browser';
import type { FakeApi } from './fixtures/fake-api';

/** What each test of a file gets anew: an API to prepare, and a page to open. */
export interface Visit extends Watched {
  browser: Browser;
  api: FakeApi;
  url: string;
  page: Page;
}

/** Gives each test of the calling file its own API and page; a test whose page logged an error fails. */
export function visitEach(make: () => FakeApi, options: BrowserContextOptions): Visit {
  const visit = {} as Visit;
  beforeAll(async () => {
    visit.browser = await launch();
  });
  afterAll(() => visit.browser.close());
  beforeEach(async () => {
    visit.api = make();
    visit.url = await visit.api.start();
    Object.assign(visit, await openPage(visit.browser, options));
  });
  afterEach(async () => {
    await visit.api.stop();
    await visit.close();
  });
  return visit;
}
