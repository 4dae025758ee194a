import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, PHONE, shoot } from '../browser';
import { NO_PUSH, workersApi } from '../fixtures/work';
import { visitEach } from '../visit';

const visit = visitEach(workersApi, { viewport: PHONE, hasTouch: true });

const MESSAGE = {
  title: 'Your time is almost over',
  body: 'Which reply?: send it by 10:42.',
  path: '/earnings',
  topic: 'lease',
};

/** A browser with a screen, whose maker's push service can be reached: that of a test has neither. */
async function withService(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { value: 'default' });
    let subscription: PushSubscription | null = null;
    const keys = { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
    PushManager.prototype.getSubscription = async () => subscription;
    PushManager.prototype.subscribe = async () => {
      subscription = {
        unsubscribe: async () => {
          subscription = null;
          return true;
        },
        toJSON: () => ({ endpoint: 'https://push.example/one', keys }),
      } as unknown as PushSubscription;
      return subscription;
    };
  });
}

const section = (page: Page) =>
  page.getByRole('heading', { name: 'While the app is closed' }).locator('xpath=ancestor::section');

test('a device is asked, subscribed, and stops when told to', async () => {
  const { api, context, page, url } = visit;
  let subscribed = false;
  const push = () => ({ body: { ...NO_PUSH, subscribed } });
  api
    .on('GET', '/v1/push', push)
    .on('PUT', '/v1/push/subscription', () => {
      subscribed = true;
      return push();
    })
    .on('DELETE', '/v1/push/subscription', () => {
      subscribed = false;
      return {};
    });
  await context.grantPermissions(['notifications']);
  await withService(page);
  await page.goto(`${url}/account`);
  await section(page).getByText('This device gets no messages.').waitFor();
  await section(page).scrollIntoViewIfNeeded();
  await shoot(page, 'push-off-phone');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Get messages here' }).click();
  await page.getByText('This device gets messages.').waitFor();
  const told = api.calls.find(({ path, method }) => path === '/v1/push/subscription' && method === 'PUT');
  expect(told?.body).toMatchObject({ endpoint: 'https://push.example/one' });

  await page.getByRole('button', { name: 'Stop messages here' }).click();
  await page.getByText('This device gets no messages.').waitFor();
});

test('what a person wants to hear of is kept as they press, with quiet hours', async () => {
  const { api, page, url } = visit;
  let settings = NO_PUSH.settings;
  const push = () => ({ body: { ...NO_PUSH, settings } });
  api.on('GET', '/v1/push', push).on('PUT', '/v1/push/settings', ({ body }) => {
    settings = body as typeof settings;
    return push();
  });
  await page.goto(`${url}/account`);

  await section(page).getByLabel('Earnings that are free').click();
  await expect.poll(() => settings).toMatchObject({ money: false, verdicts: true });
  await section(page).getByLabel('Quiet hours').click();
  await section(page).getByLabel('Quiet from').selectOption('21');
  await expect.poll(() => settings).toMatchObject({ quiet_from: 21, quiet_to: 7 });

  await section(page).scrollIntoViewIfNeeded();
  await shoot(page, 'push-quiet-phone');
  await expectNoSidewaysScroll(page);
  await page.setViewportSize(DESKTOP);
  await section(page).scrollIntoViewIfNeeded();
  await shoot(page, 'push-quiet-desktop');
  await expectAccessible(page);
});

test('a browser that says no is told how to mend it', async () => {
  const { page, url } = visit;
  await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { value: 'denied' }));
  await page.goto(`${url}/account`);

  await section(page).getByText('Your browser blocks messages').waitFor();
  expect(await page.getByRole('button', { name: 'Get messages here' }).count()).toBe(0);
});

test('a message is shown while nobody looks, and left to the app while somebody does', async () => {
  const { context, page, url } = visit;
  const elsewhere = await context.newPage();
  const deliver = await deliverer(elsewhere, url);
  await page.goto(`${url}/account`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const shown = await watchNotifications(context);

  await deliver({ ...MESSAGE, topic: 'while somebody looks' });
  await page.goto('about:blank');
  await deliver(MESSAGE);

  const { title, body, path, topic } = MESSAGE;
  await expect.poll(shown).toEqual([{ title, options: { body, tag: topic, icon: '/icon-192.png', data: { path } } }]);
});

/** What the service worker shows; a browser without a screen refuses it. */
async function watchNotifications(context: BrowserContext): Promise<() => Promise<unknown[]>> {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('no service worker runs');
  await worker.evaluate(() => {
    const scope = self as unknown as { shown: unknown[]; registration: ServiceWorkerRegistration };
    scope.shown = [];
    scope.registration.showNotification = async (title, options) => void scope.shown.push({ title, options });
  });
  return () => worker.evaluate(() => (self as unknown as { shown: unknown[] }).shown);
}

/** Hands messages to the service worker as the browser does when one comes from its maker's service. */
async function deliverer(page: Page, origin: string): Promise<(message: typeof MESSAGE) => Promise<void>> {
  const debug = await page.context().newCDPSession(page);
  let registration: string | undefined;
  debug.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registration = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin))?.registrationId ?? registration;
  });
  await debug.send('ServiceWorker.enable');
  return async message => {
    await expect.poll(() => registration).toBeDefined();
    const data = JSON.stringify(message);
    await debug.send('ServiceWorker.deliverPushMessage', { origin, registrationId: registration ?? '', data });
    await page.waitForTimeout(300);
  };
}
