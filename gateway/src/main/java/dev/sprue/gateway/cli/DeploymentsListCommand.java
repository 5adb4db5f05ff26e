package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sprue deployments list}. */
@Command(name = "list", description = "List a resource's deployments.", sortOptions = false)
final class DeploymentsListCommand extends ManagementCommand {

    @Option(names = "--names", description = "Print the names only, one a line.")
    private boolean namesOnly;

    DeploymentsListCommand(CommandContext context) {
        super(context);
    }

    @Override
    Report run(Management management) {
        List<JsonNode> deployments = management.deployments();
        return Report.of(() -> (namesOnly ? names(deployments) : table(deployments)).text(), deployments);
    }

    private static TextTable names(List<JsonNode> deployments) {
        TextTable table = new TextTable();
        deployments.forEach(one -> table.row(one.path("name").asText()));
        return table;
    }

    private static TextTable table(List<JsonNode> deployments) {
        TextTable table = new TextTable().row("NAME", "FORMAT", "MODEL", "VERSION", "SKU", "CAPACITY", "STATE");
        for (JsonNode one : deployments) {
            JsonNode properties = one.path("properties");
            JsonNode model = properties.path("model");
            table.row(
                    one.path("name").asText(),
                    model.path("format").asText(),
                    model.path("name").asText(),
                    model.path("version").asText(),
                    one.path("sku").path("name").asText(),
                    one.path("sku").path("capacity").asText(),
                    properties.path("provisioningState").asText());
        }
        return table;
    }
}
