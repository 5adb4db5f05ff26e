/** Step one, authenticate: from the credentials on a request to the principal that makes the call. */
@NullMarked
package dev.sprue.gateway.auth;

import org.jspecify.annotations.NullMarked;
