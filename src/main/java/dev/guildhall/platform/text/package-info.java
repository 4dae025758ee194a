/** What people write, as something that can be counted. */
@NullMarked
package dev.guildhall.platform.text;

import org.jspecify.annotations.NullMarked;
