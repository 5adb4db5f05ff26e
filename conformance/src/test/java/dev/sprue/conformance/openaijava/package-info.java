/**
 * {@code com.openai:openai-java} on the routes of Azure OpenAI: as an OpenAI client on {@code /openai/v1} and in both of
 * its modes for Azure, with its check of every answer turned on; and pointed at {@code /models}.
 */
@NullMarked
package dev.sprue.conformance.openaijava;

import org.jspecify.annotations.NullMarked;
