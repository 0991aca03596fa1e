/**
 * Words and plurals that customers read, in English and Lithuanian. The application's own messages win. Knows no HTTP and no
 * page; whoever shows something asks here.
 */
@NullMarked
package dev.spike.messages;

import org.jspecify.annotations.NullMarked;
