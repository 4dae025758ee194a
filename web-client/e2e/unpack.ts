import Chromium from '@sparticuz/chromium';

/** Unpacks the browser once, before several test files want it at the same time. */
export default async function unpack(): Promise<void> {
  if (!process.env.CHROMIUM) await Chromium.executablePath();
}
