/**
 * Who somebody is: what their document says, and whether it can be so.
 *
 * <p>Easy to get wrong: a machine-readable zone whose check digits hold was copied without a slip,
 * and nothing more; anybody can work them out. It is one weak sign among others. So is a name that
 * matches: brothers share more than a stranger does, and many scripts are spelled in many ways. Of
 * a document's number only a keyed hash is kept, of its photo only what is sealed.
 */
@NullMarked
package dev.guildhall.identity;

import org.jspecify.annotations.NullMarked;
