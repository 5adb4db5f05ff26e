package dev.sprue.gateway.cli;

import dev.sprue.gateway.cli.completion.DeploymentNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sprue deployments show}. */
@Command(name = "show", description = "Show a deployment.", sortOptions = false)
final class DeploymentsShowCommand extends ManagementCommand {

    @Parameters(paramLabel = "NAME", completionCandidates = DeploymentNames.class, description = "The deployment.")
    private String name = "";

    DeploymentsShowCommand(CommandContext context) {
        super(context);
    }

    @Override
    Report run(Management management) {
        return DeploymentReport.of(management.deployment(deploymentName(name)));
    }
}
