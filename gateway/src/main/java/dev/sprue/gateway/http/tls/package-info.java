/** The certificate that HTTPS is served with: made and renewed by Sprue, or the user's own. */
@NullMarked
package dev.sprue.gateway.http.tls;

import org.jspecify.annotations.NullMarked;
