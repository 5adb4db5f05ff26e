/** Step three, admit: whether a call may run now, and what it reserves. */
@NullMarked
package dev.sprue.gateway.limits;

import org.jspecify.annotations.NullMarked;
