package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * Where Google's Vertex AI has a provider's models.
 *
 * @param project the Google Cloud project; may be left out with an {@code apiKey} (express mode)
 * @param location the region, or {@code global}; decides the endpoint where none is given
 */
public record VertexConfig(
        @Matches(Form.GOOGLE_PROJECT) Optional<String> project,
        @Matches(Form.DNS_LABEL) @Default("global") String location) {}
