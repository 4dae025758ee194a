/**
 * Configuration as records: one YAML file, overridden by the environment; what is unknown or
 * missing stops the start.
 */
@NullMarked
package dev.guildhall.platform.config;

import org.jspecify.annotations.NullMarked;
