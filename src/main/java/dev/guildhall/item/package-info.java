/**
 * The item bank: what tests ask, what is right, and how an answer is marked.
 *
 * <p>Tables {@code item}, {@code item_version}, {@code item_key}, {@code item_image}, {@code
 * item_statistics}. What a worker is shown is the {@code body} of a version; its key is another
 * object, and never in an answer to a worker but through the feedback policy of a test.
 */
@NullMarked
package dev.guildhall.item;

import org.jspecify.annotations.NullMarked;
