package dev.sprue.gateway.cli;

import dev.sprue.gateway.cli.completion.BashCompletion;
import dev.sprue.gateway.cli.completion.FishCompletion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code sprue completion}: prints the script by which a shell completes this command line. */
@Command(
        name = "completion",
        description = "Print a script with which a shell completes commands, options and names of deployments.",
        footer = {
            "",
            "bash   source <(sprue completion bash)      in ~/.bashrc",
            "zsh    source <(sprue completion zsh)       in ~/.zshrc",
            "fish   sprue completion fish > ~/.config/fish/completions/sprue.fish"
        })
final class CompletionCommand implements Callable<Integer> {

    /** The shells that there are scripts for. */
    private enum Shell {
        bash,
        zsh,
        fish
    }

    private final CommandContext context;

    @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    CompletionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        CommandSpec program = SprueCommand.all(context).getCommandSpec();
        context.out()
                .print(
                        switch (shell) {
                            case bash, zsh -> BashCompletion.script(program);
                            case fish -> FishCompletion.script(program);
                        });
        context.out().flush();
        return 0;
    }
}
