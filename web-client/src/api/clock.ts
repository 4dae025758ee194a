/**
 * The server's clock as far as this device knows it. Leases end by the server's clock; a phone that is a day wrong must
 * still count down to the right moment.
 */
let offsetMillis = 0;

/** Takes note of a `server_time`; `receivedAt` is the device's clock when the answer came. */
export function noteServerTime(serverTime: string | undefined, receivedAt = Date.now()): void {
  const server = serverTime === undefined ? Number.NaN : Date.parse(serverTime);
  if (!Number.isNaN(server)) offsetMillis = server - receivedAt;
}

/** Now by the server's clock, in milliseconds since the epoch. */
export function serverNow(): number {
  return Date.now() + offsetMillis;
}

/** Milliseconds from now, by the server's clock, until `time`; negative once it has passed. */
export function millisUntil(time: string): number {
  return Date.parse(time) - serverNow();
}
