package dev.sprue.conformance.spec;

import dev.sprue.conformance.Repository;
import dev.sprue.conformance.Skipped;
import dev.sprue.conformance.upstream.RequestJudge;
import dev.sprue.specification.ModelInference;
import dev.sprue.specification.SchemaDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the specification documents. */
public final class Specs {
    private static final String SUITE = "Specification checks";
    private static final Map<Path, SchemaDocument> READ = new ConcurrentHashMap<>();
    private static final Map<String, String> REQUEST_SCHEMAS = Map.of(
            "/v1/chat/completions",
            "CreateChatCompletionRequest",
            "/v1/completions",
            "CreateCompletionRequest",
            "/v1/embeddings",
            "CreateEmbeddingRequest");

    private Specs() {}

    /** OpenAI's own document; ends the running test as skipped, with a note, where it is absent. */
    public static SchemaDocument openAi() {
        return required("openai/openapi.json");
    }

    /** The Azure AI Model Inference document of an {@code api-version}; skips likewise. */
    public static SchemaDocument modelInference(String version) {
        return required(ModelInference.file(version));
    }

    /** Judges what the stand-in receives by OpenAI's document, or finds nothing wrong where that is absent. */
    public static RequestJudge upstreamRequestJudge() {
        Optional<SchemaDocument> document = find("openai/openapi.json");
        if (document.isEmpty()) {
            return RequestJudge.LENIENT;
        }
        return (path, body) -> Optional.ofNullable(REQUEST_SCHEMAS.get(path))
                .map(schema -> document.get().violations(schema, body))
                .map(all -> all.stream().map(one -> path + ": " + one).toList())
                .orElse(List.of());
    }

    private static SchemaDocument required(String file) {
        Skipped.begin(SUITE);
        return find(file)
                .orElseThrow(() -> Skipped.because(
                        SUITE, "shared/specs is not beside the repository, so nothing was checked against it"));
    }

    private static Optional<SchemaDocument> find(String file) {
        return ModelInference.folder(Repository.root())
                .map(specs -> specs.resolve(file))
                .filter(Files::isRegularFile)
                .map(path -> READ.computeIfAbsent(path, SchemaDocument::read));
    }
}
