import type { Page } from 'playwright-core';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, PHONE, shoot } from './browser';

/** Looks at what is on screen in both sizes and both lights; each has to be accessible and fit its width. */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await shoot(page, `${name}-${size}-${colorScheme}`, true);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  }
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ colorScheme: 'light' });
}
