/** Holds every answer that a test's client gets to the specification of its version, without the test saying so. */
@NullMarked
package dev.sprue.gateway.testing.specified;

import org.jspecify.annotations.NullMarked;
