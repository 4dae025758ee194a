package dev.guildhall.account;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** Texts of a bundle in the reader's language; English where there are none. */
final class Texts {

  private static final Control NO_FALLBACK =
      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  private Texts() {}

  static String of(String bundle, Locale locale, String key) {
    return ResourceBundle.getBundle(bundle, locale, NO_FALLBACK).getString(key);
  }
}
