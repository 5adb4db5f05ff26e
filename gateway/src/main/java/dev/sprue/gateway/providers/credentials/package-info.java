/** What providers are called with: fetched, kept fresh beside the calls, and never shown. */
@NullMarked
package dev.sprue.gateway.providers.credentials;

import org.jspecify.annotations.NullMarked;
