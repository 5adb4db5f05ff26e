/** The official {@code com.azure:azure-ai-inference}, over the HTTP stack that it brings along. */
@NullMarked
package dev.sprue.conformance.javaclient;

import org.jspecify.annotations.NullMarked;
