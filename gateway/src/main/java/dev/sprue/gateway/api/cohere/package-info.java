/** The surface of Cohere's rerank API, on Cohere's own paths and on those below which Azure AI Foundry has it. */
@NullMarked
package dev.sprue.gateway.api.cohere;

import org.jspecify.annotations.NullMarked;
