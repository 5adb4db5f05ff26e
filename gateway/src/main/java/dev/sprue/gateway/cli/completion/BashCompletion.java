package dev.sprue.gateway.cli.completion;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The script for bash from 3.2 on, and for zsh, which can read bash's. */
public final class BashCompletion {

    private static final String SCRIPT = """
            # Completes sprue's command line in bash and zsh. Made by: sprue completion bash
            # Load it with:  source <(sprue completion bash)

            if [ -n "${ZSH_VERSION-}" ]; then
              autoload -Uz compinit bashcompinit
              whence compdef >/dev/null || compinit
              bashcompinit
            fi

            _sprue() {
              local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
              local program=${COMP_WORDS[0]/#\\~/$HOME} command='' words='' options='' i w IFS=$' \\t\\n'
              local connection
              connection=()
              if [ "$word" = = ]; then
                word=''
              elif [ "$before" = = ]; then
                before=${COMP_WORDS[COMP_CWORD-2]}
              fi
              i=1
              while [ $i -lt $COMP_CWORD ]; do
                w=${COMP_WORDS[i]}
                case $w in
                  %VALUED%)
                    [ "${COMP_WORDS[i+1]}" != = ] || i=$((i + 1))
                    case $w in
                      %CONNECTION%) connection+=("$w" "${COMP_WORDS[i+1]/#\\~\\//$HOME/}") ;;
                    esac
                    i=$((i + 1))
                    ;;
                  -*) ;;
                  *)
                    case "$command $w" in
                      %COMMANDS%) command=${command:+$command }$w ;;
                    esac
                    ;;
                esac
                i=$((i + 1))
              done
              case $before in
            %VALUES%    *)
                  case $command in
            %WORDS%      esac
                  ;;
              esac
              case "$word" in
                -*) words=$options ;;
              esac
              case "$words" in
                @files)
                  IFS=$'\\n'
                  type compopt >/dev/null 2>&1 && compopt -o filenames
                  COMPREPLY=($(compgen -f -- "$word"))
                  return
                  ;;
                @deployments)
                  words=$(SPRUE_NO_BUILD=1 "$program" deployments list --names "${connection[@]}" 2>/dev/null |
                    grep -x '[A-Za-z0-9_.-]*')
                  ;;
              esac
              COMPREPLY=($(compgen -W "$words" -- "$word"))
            }

            complete -F _sprue sprue
            """;

    private BashCompletion() {}

    /** The script for a program. */
    public static String script(CommandSpec program) {
        List<Completable> commands = Completable.of(program);
        return SCRIPT.replace("%VALUED%", patterns(Completable.withValue(commands).stream()))
                .replace(
                        "%CONNECTION%", patterns(Completable.CONNECTION.stream().sorted()))
                .replace("%COMMANDS%", patterns(commands.stream().flatMap(BashCompletion::steps)))
                .replace("%VALUES%", values(commands))
                .replace("%WORDS%", commands.stream().map(BashCompletion::words).collect(Collectors.joining()));
    }

    /** A command and the next word, for each command below it. */
    private static Stream<String> steps(Completable command) {
        return command.children().stream().map(child -> quoted(command.name() + " " + child.name()));
    }

    /** What may follow options, which are the same in all commands that have them. */
    private static String values(List<Completable> commands) {
        Map<String, Set<String>> options = new TreeMap<>();
        for (Completable command : commands) {
            command.options().stream()
                    .filter(option -> !(option.value() instanceof Word.None))
                    .forEach(option -> options.computeIfAbsent(value(option.value()), words -> new TreeSet<>())
                            .addAll(option.names()));
        }
        return options.entrySet().stream()
                .map(entry ->
                        "    " + patterns(entry.getValue().stream()) + ") words=" + quoted(entry.getKey()) + " ;;\n")
                .collect(Collectors.joining());
    }

    /** What may stand elsewhere in a command. */
    private static String words(Completable command) {
        String words = command.children().isEmpty()
                ? value(command.argument())
                : command.children().stream().map(Completable.Child::name).collect(Collectors.joining(" "));
        String options = command.options().stream()
                .flatMap(option -> option.names().stream())
                .collect(Collectors.joining(" "));
        return "        " + quoted(command.name()) + ") words=" + quoted(words) + " options=" + quoted(options)
                + " ;;\n";
    }

    private static String value(Word word) {
        return switch (word) {
            case Word.None none -> "";
            case Word.Free free -> "";
            case Word.File file -> "@files";
            case Word.Deployment deployment -> "@deployments";
            case Word.Choice choice -> String.join(" ", choice.words());
        };
    }

    private static String patterns(Stream<String> alternatives) {
        return alternatives.collect(Collectors.joining(" | "));
    }

    /** Names and words are letters, digits, blanks and dashes. */
    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
