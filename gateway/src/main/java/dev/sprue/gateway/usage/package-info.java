/** Step six, meter: what calls used, in a ledger and in totals, never in a caller's way. */
@NullMarked
package dev.sprue.gateway.usage;

import org.jspecify.annotations.NullMarked;
