/** {@code com.azure:azure-ai-openai}, Microsoft's own client of Azure OpenAI's deployments, in every version that it knows. */
@NullMarked
package dev.sprue.conformance.azureopenai;

import org.jspecify.annotations.NullMarked;
