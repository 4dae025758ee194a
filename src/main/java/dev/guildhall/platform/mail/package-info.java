/** Mail: enqueued in the caller's transaction, sent in the background. */
@NullMarked
package dev.guildhall.platform.mail;

import org.jspecify.annotations.NullMarked;
