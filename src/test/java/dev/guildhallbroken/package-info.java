/** A house that breaks every rule, so that no rule can pass by seeing nothing. */
package dev.guildhallbroken;
