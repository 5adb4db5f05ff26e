/** What of the API the tests prove: what the specifications list, against what passed tests really sent and got. */
@NullMarked
package dev.sprue.gateway.testing.coverage;

import org.jspecify.annotations.NullMarked;
