package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sprue deployments create}. */
@Command(
        name = "create",
        description = "Make a deployment, which answers calls at once.",
        footer = {"", "Example: sprue deployments create assistant --model sprue-chat"},
        sortOptions = false)
final class DeploymentsCreateCommand extends ManagementCommand {

    @Parameters(
            paramLabel = "NAME",
            description = "What callers name it by: 2 to 64 letters, digits, '_', '.' and '-'.")
    private String name = "";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "The model, as 'sprue models list' shows it.")
    private String model = "";

    @Mixin
    private DeploymentOptions options = new DeploymentOptions();

    @Option(names = "--replace", description = "Replace a deployment of that name that is there already.")
    private boolean replace;

    @Option(
            names = "--if-match",
            paramLabel = "ETAG",
            description = "Replace the deployment of that name, if it still has this etag.")
    private Optional<String> ifMatch = Optional.empty();

    DeploymentsCreateCommand(CommandContext context) {
        super(context);
    }

    @Override
    Report run(Management management) {
        String made = deploymentName(name);
        if (replace && ifMatch.isPresent()) {
            throw calledWrongly("--replace replaces whatever is there, --if-match only one etag: give one of them");
        }
        DeployableModel found = DeployableModel.find(management.models(), model, options.format(), options.version());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("sku", found.sku(options.sku()));
        body.putObject("properties").set("model", found.reference());
        options.into(body);
        return DeploymentReport.of(management.putDeployment(made, body, conditions()));
    }

    private Map<String, String> conditions() {
        if (ifMatch.isPresent()) {
            return Map.of("if-match", Etags.quoted(ifMatch.get()));
        }
        return replace ? Map.of() : Map.of("if-none-match", "*");
    }
}
