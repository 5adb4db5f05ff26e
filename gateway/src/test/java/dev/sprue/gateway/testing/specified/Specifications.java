package dev.sprue.gateway.testing.specified;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.specification.ModelInference;
import dev.sprue.specification.SchemaDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The documents of the APIs, each read when it is asked for first, for some are large. */
public final class Specifications {

    private static final Optional<Specifications> FOUND = look();

    private final Path folder;
    private final Map<String, Document> documents = new ConcurrentHashMap<>();

    private Specifications(Path folder) {
        this.folder = folder;
    }

    /** Those beside the repository; empty where they are not there, which standard error tells once. */
    public static Optional<Specifications> found() {
        return FOUND;
    }

    private static Optional<Specifications> look() {
        Optional<Path> folder = ModelInference.folder(GeneratedPage.repository());
        if (folder.isEmpty()) {
            System.err.println("NOT CHECKED: shared/specs is not beside the repository, so no answer of these tests is"
                    + " held to the specification");
        }
        return folder.map(Specifications::new);
    }

    /** A document that specifies a route, by its name among the route's columns. */
    public Document document(Api.Place place, String name) {
        String file = place.file(name);
        return documents.computeIfAbsent(file, key -> {
            JsonNode written = read(folder.resolve(file));
            return new Document(place.api(), name, written, SchemaDocument.of(written));
        });
    }

    /** The schemas of a provider's API, by the name of the file that holds them. */
    public SchemaDocument upstream(String file) {
        return SchemaDocument.of(read(folder.resolve("upstream").resolve(file)));
    }

    private static JsonNode read(Path file) {
        ObjectMapper mapper = new ObjectMapper();
        try (InputStream in = Files.newInputStream(file)) {
            if (file.toString().endsWith(".yaml")) {
                LoadSettings settings = LoadSettings.builder()
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .build();
                return mapper.valueToTree(new Load(settings).loadFromInputStream(in));
            }
            return mapper.readTree(in);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
