/**
 * Amazon Bedrock: the Converse API, whole and streamed, for chats, and its models' own requests for embeddings.
 *
 * <p>See the service's definition (bedrock-runtime, 2023-09-30) and the Amazon Bedrock User Guide.
 */
@NullMarked
package dev.sprue.gateway.providers.bedrock;

import org.jspecify.annotations.NullMarked;
