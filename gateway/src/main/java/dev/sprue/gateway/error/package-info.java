/** The error catalogue: every way in which a call can fail, with its status, its cause and its remedy. */
@NullMarked
package dev.sprue.gateway.error;

import org.jspecify.annotations.NullMarked;
