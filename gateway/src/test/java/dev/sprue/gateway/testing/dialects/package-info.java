/** What tests of upstream dialects share: a dialect run without a network, and generated conversations. */
@NullMarked
package dev.sprue.gateway.testing.dialects;

import org.jspecify.annotations.NullMarked;
