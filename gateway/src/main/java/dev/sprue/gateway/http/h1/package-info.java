/** What HTTP/1.1 messages have in common in both directions (RFC 9112): header lines and chunks. */
@NullMarked
package dev.sprue.gateway.http.h1;

import org.jspecify.annotations.NullMarked;
