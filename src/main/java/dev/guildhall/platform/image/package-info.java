/**
 * Pictures that strangers send, read with care and written anew.
 *
 * <p>Easy to get wrong: a small file can be a very large picture, hold a second one, or be a
 * program as well. So the head is read before anything is decoded, and nothing of the file but the
 * pixels of its first picture is ever kept.
 */
@NullMarked
package dev.guildhall.platform.image;

import org.jspecify.annotations.NullMarked;
