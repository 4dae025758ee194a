/** A name by which a person recognises this device in the list of sessions, such as "Chrome on Android". */
export function deviceName(userAgent = navigator.userAgent): string {
  const browser = first(userAgent, {
    Edg: 'Edge',
    OPR: 'Opera',
    Firefox: 'Firefox',
    Chrome: 'Chrome',
    Safari: 'Safari',
  });
  const system = first(userAgent, {
    Android: 'Android',
    iPhone: 'iPhone',
    iPad: 'iPad',
    'Mac OS': 'Mac',
    Windows: 'Windows',
    CrOS: 'ChromeOS',
    Linux: 'Linux',
  });
  return [browser ?? 'Browser', system].filter(Boolean).join(' on ');
}

function first(userAgent: string, names: Record<string, string>): string | undefined {
  return Object.entries(names).find(([mark]) => userAgent.includes(mark))?.[1];
}
