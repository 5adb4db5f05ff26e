/** Tries out providers: lists their models, and makes the smallest call of each operation, as the service itself would make it. */
@NullMarked
package dev.sprue.gateway.providers.probe;

import org.jspecify.annotations.NullMarked;
