/**
 * Java clients over the HTTP stacks that they bring along: the official {@code com.azure:azure-ai-inference}, and on broken
 * streams those that are written for OpenAI.
 */
@NullMarked
package dev.sprue.conformance.javaclient;

import org.jspecify.annotations.NullMarked;
