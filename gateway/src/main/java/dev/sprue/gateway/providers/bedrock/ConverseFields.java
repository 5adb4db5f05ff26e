package dev.sprue.gateway.providers.bedrock;

import java.nio.charset.StandardCharsets;

/** Names and values that whole answers and streams have in common. */
final class ConverseFields {

    /** The field of a message for what a model answered beyond the API, which a caller has to ask for. */
    static final String MODELS_OWN = "additional_model_response_fields";

    /** The field of a message for what a guardrail or a router did, which a caller has to ask for. */
    static final String TRACE = "trace";

    /** The arguments of a call without any. */
    static final byte[] NO_INPUT = "{}".getBytes(StandardCharsets.US_ASCII);

    private ConverseFields() {}
}
