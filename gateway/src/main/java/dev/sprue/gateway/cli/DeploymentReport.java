package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows one deployment. */
final class DeploymentReport {

    private DeploymentReport() {}

    /** A deployment as the management API shows it. */
    static ManagementCommand.Report of(JsonNode deployment) {
        return new ManagementCommand.Report(() -> text(deployment), deployment);
    }

    private static String text(JsonNode deployment) {
        JsonNode properties = deployment.path("properties");
        JsonNode model = properties.path("model");
        TextTable table = new TextTable()
                .row("name", deployment.path("name").asText())
                .row(
                        "model",
                        model.path("format").asText() + " / "
                                + model.path("name").asText() + " "
                                + model.path("version").asText())
                .row(
                        "sku",
                        deployment.path("sku").path("name").asText() + ", capacity "
                                + deployment.path("sku").path("capacity").asText())
                .row("state", properties.path("provisioningState").asText());
        text(table, "content filter", properties.path("raiPolicyName"));
        text(table, "upgrades", properties.path("versionUpgradeOption"));
        text(table, "spillover", properties.path("spilloverDeploymentName"));
        for (JsonNode limit : properties.path("rateLimits")) {
            table.row(
                    "rate limit",
                    limit.path("count").asText() + " " + limit.path("key").asText() + " in "
                            + limit.path("renewalPeriod").asText() + " s");
        }
        for (Map.Entry<String, JsonNode> tag : deployment.path("tags").properties()) {
            table.row("tag", tag.getKey() + "=" + tag.getValue().asText());
        }
        JsonNode system = deployment.path("systemData");
        changed(table, "made", system.path("createdAt"), system.path("createdBy"));
        changed(table, "changed", system.path("lastModifiedAt"), system.path("lastModifiedBy"));
        table.row("etag", deployment.path("etag").asText("").replace("\"", ""));
        text(table, "id", deployment.path("id"));
        return table.text();
    }

    private static void text(TextTable table, String name, JsonNode value) {
        if (!value.asText("").isEmpty()) {
            table.row(name, value.asText());
        }
    }

    private static void changed(TextTable table, String name, JsonNode when, JsonNode who) {
        String both = Stream.of(when, who)
                .map(part -> part.asText(""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" by "));
        if (!both.isEmpty()) {
            table.row(name, both);
        }
    }
}
