/** Processes of a test's own: the product and others, each in a JVM that can be killed and never outlives its test. */
@NullMarked
package dev.sprue.gateway.testing.processes;

import org.jspecify.annotations.NullMarked;
