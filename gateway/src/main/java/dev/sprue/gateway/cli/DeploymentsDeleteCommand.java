package dev.sprue.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sprue.gateway.cli.completion.DeploymentNames;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sprue deployments delete}. */
@Command(
        name = "delete",
        description = "Delete a deployment. It takes no more calls; those that run come to their end.",
        sortOptions = false)
final class DeploymentsDeleteCommand extends ManagementCommand {

    @Parameters(paramLabel = "NAME", completionCandidates = DeploymentNames.class, description = "The deployment.")
    private String name = "";

    @Option(names = "--if-match", paramLabel = "ETAG", description = "Only if it still has this etag.")
    private Optional<String> ifMatch = Optional.empty();

    DeploymentsDeleteCommand(CommandContext context) {
        super(context);
    }

    @Override
    Report run(Management management) {
        management.deleteDeployment(
                deploymentName(name),
                ifMatch.map(etag -> Map.of("if-match", Etags.quoted(etag))).orElse(Map.of()));
        return new Report(
                () -> "deleted " + name + " of " + management.resource() + "\n",
                JsonNodeFactory.instance.objectNode().put("deleted", name));
    }
}
