/** Step four, screen: content filters on the prompt and on the completion. */
@NullMarked
package dev.sprue.gateway.filters;

import org.jspecify.annotations.NullMarked;
