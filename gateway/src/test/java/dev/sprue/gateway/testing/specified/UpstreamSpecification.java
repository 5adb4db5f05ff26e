package dev.sprue.gateway.testing.specified;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.specification.ModelInference;
import dev.sprue.specification.SchemaDocument;
import java.util.List;
import java.util.Optional;

/** The document of a provider's API, for values that must be valid by it. */
public final class UpstreamSpecification {

    private final Optional<SchemaDocument> document;

    /** @param file its name in the folder {@code upstream} of the specifications; without it nothing is wrong with any value */
    public UpstreamSpecification(String file) {
        document = ModelInference.folder(GeneratedPage.repository())
                .map(folder -> folder.resolve("upstream").resolve(file))
                .filter(path -> path.toFile().isFile())
                .map(SchemaDocument::read);
        if (document.isEmpty()) {
            System.err.println("NOT CHECKED: shared/specs/upstream/" + file
                    + " is not beside the repository, so these tests hold nothing to it");
        }
    }

    /** What is wrong with a value by the schema of that name; one line a violation. */
    public List<String> violations(String schema, JsonNode value) {
        return document.map(found -> found.violations(schema, value)).orElse(List.of());
    }
}
