package dev.sprue.gateway.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** All commands by their names, each made when it is needed. */
final class Commands {

    private Commands() {}

    /** The commands right below the program, in the order in which help shows them. */
    static Map<String, Supplier<Object>> of(CommandContext context) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("serve", () -> new ServeCommand(context));
        commands.put("check", () -> new CheckCommand(context));
        commands.put("version", () -> new VersionCommand(context));
        commands.put("deployments", () -> new CommandLine(new DeploymentsCommand())
                .addSubcommand(new DeploymentsCreateCommand(context))
                .addSubcommand(new DeploymentsListCommand(context))
                .addSubcommand(new DeploymentsShowCommand(context))
                .addSubcommand(new DeploymentsUpdateCommand(context))
                .addSubcommand(new DeploymentsDeleteCommand(context)));
        commands.put(
                "models", () -> new CommandLine(new ModelsCommand()).addSubcommand(new ModelsListCommand(context)));
        commands.put("keys", () -> new CommandLine(new KeysCommand(context))
                .addSubcommand(new KeysListCommand(context))
                .addSubcommand(new KeysRegenerateCommand(context)));
        commands.put("providers", () -> new CommandLine(new ProvidersCommand())
                .addSubcommand(new ProvidersTestCommand(context)));
        commands.put("completion", () -> new CompletionCommand(context));
        commands.put("warm-engine", WarmEngineCommand::new);
        return commands;
    }
}
