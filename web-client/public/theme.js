// Before the first paint: the theme and the language the person chose on this device.
(() => {
  try {
    const { theme, locale } = JSON.parse(localStorage.getItem('guildhall.look') ?? '{}');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    if (typeof locale === 'string') {
      document.documentElement.lang = locale;
      document.documentElement.dir = /^(ar|fa|he|ur)/.test(locale) ? 'rtl' : 'ltr';
    }
  } catch {
    // A device without storage gets the system's look.
  }
})();
