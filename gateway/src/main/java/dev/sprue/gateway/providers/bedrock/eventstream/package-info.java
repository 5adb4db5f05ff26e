/** The binary framing in which AWS streams answers: {@code application/vnd.amazon.eventstream}. */
@NullMarked
package dev.sprue.gateway.providers.bedrock.eventstream;

import org.jspecify.annotations.NullMarked;
