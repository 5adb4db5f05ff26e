package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.cli.completion.DeploymentNames;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sprue deployments update}: reads the deployment, changes what is named and writes it on the condition that nobody
 * else has changed it meanwhile.
 */
@Command(
        name = "update",
        description = "Change a deployment. What is not named stays as it is.",
        footer = {"", "Example: sprue deployments update assistant --capacity 20 --tag team=search"},
        sortOptions = false)
final class DeploymentsUpdateCommand extends ManagementCommand {

    private static final int ATTEMPTS = 5;

    @Parameters(paramLabel = "NAME", completionCandidates = DeploymentNames.class, description = "The deployment.")
    private String name = "";

    @Option(names = "--model", paramLabel = "NAME", description = "Another model, as 'sprue models list' shows it.")
    private Optional<String> model = Optional.empty();

    @Mixin
    private DeploymentOptions options = new DeploymentOptions();

    @Option(
            names = "--remove-tag",
            paramLabel = "NAME",
            description = "A tag to take away; may be given several times.")
    private List<String> removedTags = List.of();

    @Option(names = "--if-match", paramLabel = "ETAG", description = "Only if it still has this etag.")
    private Optional<String> ifMatch = Optional.empty();

    DeploymentsUpdateCommand(CommandContext context) {
        super(context);
    }

    @Override
    Report run(Management management) {
        if (model.isEmpty() && options.isEmpty() && removedTags.isEmpty()) {
            throw calledWrongly("Say what to change");
        }
        for (int attempt = 1; ; attempt++) {
            ObjectNode deployment = management.deployment(deploymentName(name)).deepCopy();
            String etag = ifMatch.orElseGet(() -> deployment.path("etag").asText());
            change(deployment, management);
            Optional<JsonNode> written = management.replaceDeployment(name, deployment, Etags.quoted(etag));
            if (written.isPresent()) {
                return DeploymentReport.of(written.get());
            }
            if (ifMatch.isPresent() || attempt == ATTEMPTS) {
                throw new CommandFailure("'" + name + "' was changed by somebody else: it no longer has the etag "
                        + etag + "; look at it with 'sprue deployments show " + name + "' and decide anew");
            }
        }
    }

    private void change(ObjectNode deployment, Management management) {
        ObjectNode properties = deployment.withObject("/properties");
        if (model.isPresent()
                || options.format().isPresent()
                || options.version().isPresent()) {
            JsonNode old = properties.path("model");
            boolean same = model.isEmpty() || model.get().equalsIgnoreCase(text(old, "name"));
            Optional<String> format =
                    options.format().or(() -> same ? Optional.of(text(old, "format")) : Optional.empty());
            DeployableModel found = DeployableModel.find(
                    management.models(), model.orElse(text(old, "name")), format, options.version());
            // What pins the version, and says where the model comes from, goes only with the model.
            boolean stays = found.isOf(text(old, "format"), text(old, "name"));
            ObjectNode changed = stays ? old.deepCopy() : JsonNodeFactory.instance.objectNode();
            if (!stays || options.version().isPresent()) {
                changed.setAll(found.reference());
            }
            properties.set("model", changed);
        }
        options.into(deployment);
        removedTags.forEach(tag -> deployment.withObject("/tags").remove(tag));
    }

    private static String text(JsonNode model, String field) {
        return model.path(field).asText();
    }
}
