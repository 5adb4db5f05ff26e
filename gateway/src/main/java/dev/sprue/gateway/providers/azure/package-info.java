/**
 * Azure's two dialects, upstream side: Azure OpenAI and the Azure AI Model Inference API. Both are OpenAI's but for their paths,
 * versions and what {@link dev.sprue.gateway.providers.openai.OpenAiVariants} lists.
 */
@NullMarked
package dev.sprue.gateway.providers.azure;

import org.jspecify.annotations.NullMarked;
