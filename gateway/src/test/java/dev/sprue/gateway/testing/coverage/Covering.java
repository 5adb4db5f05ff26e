package dev.sprue.gateway.testing.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.testing.specified.Document;
import dev.sprue.gateway.testing.specified.SchemaValues;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Values of a schema that together have everything which the schema allows: all rows of the page about coverage. */
public final class Covering {

    private static final int MAX_TRIES = 20_000;

    private Covering() {}

    /** Some values, the same for the same seed. */
    public static List<JsonNode> values(Document document, String schema, long seed) {
        SchemaValues values = new SchemaValues(document, seed);
        Set<String> open = new LinkedHashSet<>(SpecFields.of(document, schema, Optional.empty()));
        List<JsonNode> covering = new ArrayList<>();
        for (int i = 0; i < MAX_TRIES && !open.isEmpty(); i++) {
            JsonNode value = values.of(document.named(schema));
            if (open.removeAll(SpecFields.of(document, schema, Optional.of(value)))) {
                covering.add(value);
            }
        }
        if (!open.isEmpty()) {
            throw new AssertionError("no value of " + schema + " of " + document.name() + " has " + open);
        }
        return covering;
    }
}
