package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;

/** {@code sprue models list}. */
@Command(name = "list", description = "List the models that can be deployed in a resource.", sortOptions = false)
final class ModelsListCommand extends ManagementCommand {

    ModelsListCommand(CommandContext context) {
        super(context);
    }

    @Override
    Report run(Management management) {
        List<JsonNode> models = management.models();
        return Report.of(() -> text(models), models);
    }

    private static String text(List<JsonNode> models) {
        TextTable table = new TextTable().row("FORMAT", "NAME", "VERSION", "DEFAULT", "CAPABILITIES");
        Map<String, Set<String>> bySkus = new LinkedHashMap<>();
        for (JsonNode one : models) {
            String name = one.path("name").asText();
            table.row(
                    one.path("format").asText(),
                    name,
                    one.path("version").asText(),
                    one.path("isDefaultVersion").asBoolean() ? "yes" : "",
                    one.path("capabilities").properties().stream()
                            .filter(capability -> capability.getValue().asText().equals("true"))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.joining(", ")));
            bySkus.computeIfAbsent(skus(one), skus -> new LinkedHashSet<>()).add(name);
        }
        return table.text() + skus(bySkus);
    }

    /** Most often all models have the same SKUs, and a column of them would be most of the table. */
    private static String skus(Map<String, Set<String>> bySkus) {
        return bySkus.entrySet().stream()
                .map(entry -> "\nSKUs"
                        + (bySkus.size() == 1 ? "" : " of " + String.join(", ", entry.getValue())) + ": "
                        + entry.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private static String skus(JsonNode model) {
        return StreamSupport.stream(model.path("skus").spliterator(), false)
                .map(sku -> sku.path("name").asText())
                .collect(Collectors.joining(", "));
    }
}
