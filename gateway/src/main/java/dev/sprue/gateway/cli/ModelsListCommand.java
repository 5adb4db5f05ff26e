package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
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
        TextTable table = new TextTable().row("FORMAT", "NAME", "VERSION", "DEFAULT", "SKUS", "CAPABILITIES");
        for (JsonNode one : models) {
            table.row(
                    one.path("format").asText(),
                    one.path("name").asText(),
                    one.path("version").asText(),
                    one.path("isDefaultVersion").asBoolean() ? "yes" : "",
                    StreamSupport.stream(one.path("skus").spliterator(), false)
                            .map(sku -> sku.path("name").asText())
                            .collect(Collectors.joining(",")),
                    one.path("capabilities").properties().stream()
                            .filter(capability -> capability.getValue().asText().equals("true"))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.joining(",")));
        }
        return Report.of(table, models);
    }
}
