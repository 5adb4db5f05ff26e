package dev.sprue.specification;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the documents of the Azure AI Model Inference API are, and what the schemas are called that no path names. */
public final class ModelInference {

    /** The versions of the API that have a document, oldest first. */
    public static final List<String> VERSIONS =
            List.of("2024-05-01-preview", "2025-04-01", "2025-05-01", "2025-05-15-preview");

    /** The schema of an event of a streamed chat completion. */
    public static final String EVENT = "StreamingChatCompletionsUpdate";

    /** The schema of an answer that says what went wrong. */
    public static final String ERROR = "Azure.Core.Foundations.ErrorResponse";

    private ModelInference() {}

    /** The document of a version, below the folder of all specifications. */
    public static String file(String version) {
        return "model-inference/" + version + (version.equals("2025-05-15-preview") ? "/openapi3.json" : "/openapi.json");
    }

    /**
     * The folder of all specifications, which are reference data kept beside the repository and never in it; empty where
     * they are not there.
     */
    public static Optional<Path> folder(Path repository) {
        return Optional.of(repository.resolveSibling("shared").resolve("specs")).filter(Files::isDirectory);
    }
}
