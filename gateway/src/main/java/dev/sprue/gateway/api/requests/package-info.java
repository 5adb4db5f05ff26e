/**
 * What every surface does with the body of a request: scanning it, and checking fields that the APIs have in common against
 * what no model could take. Where APIs differ, the surface says how, in a {@link dev.sprue.gateway.api.requests.ChatRules} or
 * an argument.
 */
@NullMarked
package dev.sprue.gateway.api.requests;

import org.jspecify.annotations.NullMarked;
