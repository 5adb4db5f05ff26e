/** Signs requests to AWS with Signature Version 4, with nothing of AWS's libraries. */
@NullMarked
package dev.sprue.gateway.providers.bedrock.signing;

import org.jspecify.annotations.NullMarked;
