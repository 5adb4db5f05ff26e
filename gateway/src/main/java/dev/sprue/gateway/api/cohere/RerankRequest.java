package dev.sprue.gateway.api.cohere;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonValue;
import java.util.Optional;

/**
 * A request of this API.
 *
 * @param call the canonical call
 * @param returned the documents as they were sent, where the answer is to repeat them
 */
record RerankRequest(InferenceCall call, Optional<JsonValue> returned) {}
