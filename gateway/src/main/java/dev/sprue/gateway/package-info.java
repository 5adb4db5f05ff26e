/** The entry point, and the one place where everything is wired together, by constructors. */
@NullMarked
package dev.sprue.gateway;

import org.jspecify.annotations.NullMarked;
