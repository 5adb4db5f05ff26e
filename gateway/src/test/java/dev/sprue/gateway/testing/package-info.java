/** What the tests of several rooms share: counts, polling, a raw HTTP caller, a scripted upstream, and a gateway to hold. */
@NullMarked
package dev.sprue.gateway.testing;

import org.jspecify.annotations.NullMarked;
