package dev.sprue.gateway.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.providers.gemini.ProtoJson.Violation;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.testing.dialects.DialectRun;
import java.util.List;
import java.util.Optional;

/** Google's dialect without a network, and what Google would say to a request. */
final class Gemini {

    static final String PROVIDER = "up";

    private static final Optional<GeminiMessages> AI_STUDIO = GeminiMessages.aiStudio();
    private static final Optional<GeminiMessages> VERTEX = GeminiMessages.vertex();

    private Gemini() {}

    static DialectRun aiStudio(String model) {
        return run(GeminiPlace.AiStudio.at(""), model);
    }

    static DialectRun vertex(String model) {
        return run(GeminiPlace.Vertex.of("", Optional.of("a-project"), "global"), model);
    }

    private static DialectRun run(GeminiPlace place, String model) {
        return new DialectRun(
                new GeminiDialect(place, new Faults(PROVIDER)),
                new ProviderModel(PROVIDER, model, ProviderTraits.PLAIN));
    }

    /** What is wrong with a request to generate content. */
    static List<Violation> violations(JsonNode request, String model, boolean vertex) {
        Optional<GeminiMessages> messages = vertex ? VERTEX : AI_STUDIO;
        List<Violation> found = messages.map(all -> ProtoJson.violations(all, "GenerateContentRequest", request))
                .orElse(List.of());
        return found.isEmpty() ? GeminiRules.violations(request, model, vertex) : found;
    }
}
