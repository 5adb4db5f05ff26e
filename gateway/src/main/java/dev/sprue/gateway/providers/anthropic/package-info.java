/** Calls in the dialect of Anthropic's Messages API, and its answers in canonical form. */
@NullMarked
package dev.sprue.gateway.providers.anthropic;

import org.jspecify.annotations.NullMarked;
