package dev.sprue.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Skipped;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the completion scripts in the shells that are here, before a program that answers only for deployments' names. */
class CompletionScriptsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path sprue = Path.of("");

    @BeforeEach
    void makeProgram() throws IOException {
        sprue = Files.writeString(folder.resolve("sprue"), """
                #!/bin/sh
                echo "$SPRUE_NO_BUILD $*" >>'%s'
                echo chat; echo embed; echo '$(touch hurt)'
                """.formatted(folder.resolve("asked")));
        Files.setPosixFilePermissions(sprue, PosixFilePermissions.fromString("rwx------"));
        Files.createFile(folder.resolve("ca file.pem"));
    }

    /** Lines after the program's name, and what they can go on with. */
    private static Map<String, List<String>> lines() {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        lines.put("de", List.of("deployments"));
        lines.put("deployments ", List.of("create", "list", "show", "update", "delete"));
        lines.put("deployments delete ", List.of("chat", "embed"));
        lines.put("deployments show --data /x --resource=r e", List.of("embed"));
        lines.put("--debug keys regenerate ", List.of("key1", "key2"));
        lines.put("keys r", List.of("regenerate"));
        lines.put("keys list --sh", List.of("--show"));
        lines.put("deployments list --output ", List.of("table", "json"));
        lines.put("deployments list --output j", List.of("json"));
        lines.put("deployments create show --model list --repl", List.of("--replace"));
        lines.put("deployments create --model ", List.of());
        lines.put("completion f", List.of("fish"));
        lines.put("serve --exit", List.of());
        lines.put("warm", List.of());
        return lines;
    }

    @Test
    void completesInBash() throws Exception {
        assertThat(inBash(lines().keySet())).isEqualTo(sorted());
    }

    @Test
    void completesFilesInBash() throws Exception {
        String line = "deployments list --ca " + folder + "/ca";
        assertThat(inBash(Set.of(line)))
                .containsEntry(line, List.of(folder.resolve("ca file.pem").toString()));
    }

    @Test
    void asksTheServiceThatTheLineNamesAndBelievesItNothingElse() throws Exception {
        inBash(Set.of("deployments show --capacity 3 --endpoint http://h --token t "));
        assertThat(folder.resolve("asked")).hasContent("1 deployments list --names --endpoint http://h --token t");
        assertThat(folder.resolve("hurt")).doesNotExist();
    }

    @Test
    void findsTheDataFolderBelowTheHomeFolder() throws Exception {
        inBash(Set.of("deployments show --data ~/d --ca=~/a~/b --token ~x "));
        assertThat(folder.resolve("asked"))
                .hasContent("1 deployments list --names --data " + folder + "/d --ca " + folder + "/a~/b --token ~x");
    }

    @Test
    void completesInFish() throws Exception {
        needs("fish");
        // It offers names as they are, and expands nothing in them.
        String found = run(
                lines().keySet(),
                "source " + script("fish"),
                line -> "complete -C '" + sprue + " " + line
                        + "' | string replace -r '\\t.*' '' | string match -v '$*'",
                "fish",
                "--no-config",
                "-c");
        assertThat(answers(found, line -> "")).isEqualTo(sorted());
        assertThat(folder.resolve("hurt")).doesNotExist();
    }

    @Test
    void completesInZsh() throws Exception {
        needs("zsh");
        // As zsh's bashcompinit calls functions that are made for bash.
        String found = run(
                lines().keySet(),
                "autoload -Uz compinit; compinit -u -D; source " + script("zsh")
                        + "; emulate sh; setopt kshglob noshglob braceexpand",
                this::call,
                "zsh",
                "-f",
                "-c");
        // Zsh itself leaves out what does not fit the word.
        assertThat(answers(found, line -> line.substring(line.lastIndexOf(' ') + 1)))
                .isEqualTo(sorted());
    }

    private Map<String, List<String>> inBash(Set<String> lines) throws Exception {
        return answers(
                run(lines, "source " + script("bash") + "; compopt() { :; }", this::call, "bash", "--norc", "-c"),
                line -> "");
    }

    private static Map<String, List<String>> sorted() {
        Map<String, List<String>> sorted = new LinkedHashMap<>();
        lines().forEach((line, words) ->
                sorted.put(line, words.stream().sorted().toList()));
        return sorted;
    }

    /** What was found for each line, of what begins as it must. */
    private static Map<String, List<String>> answers(String printed, UnaryOperator<String> beginning) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        for (String answer : printed.split("line: ")) {
            List<String> words = List.of(answer.split("\n"));
            String line = words.getFirst();
            if (!line.isEmpty()) {
                answers.put(
                        line.substring(0, line.length() - 1),
                        words.stream()
                                .skip(1)
                                .filter(word ->
                                        !word.isEmpty() && word.startsWith(beginning.apply(line.replace("|", ""))))
                                .sorted()
                                .toList());
            }
        }
        return answers;
    }

    /** Calls the script's function as a shell does, and prints what it found; an equals sign is a word, as in bash. */
    private String call(String line) {
        String words = Stream.of((sprue + " " + line.replace("=", " = ")).split(" ", -1))
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        return "COMP_WORDS=(" + words + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _sprue;"
                + " printf '%s\\n' \"${COMPREPLY[@]}\"";
    }

    /** Runs a shell that loads a script and then completes lines, one after the other. */
    private String run(Set<String> lines, String load, UnaryOperator<String> complete, String... shell)
            throws Exception {
        StringBuilder script = new StringBuilder(load).append('\n');
        for (String line : lines) {
            script.append("echo 'line: ").append(line).append("|'\n");
            script.append(complete.apply(line)).append('\n');
        }
        return run(Stream.concat(Stream.of(shell), Stream.of(script.toString())).toList());
    }

    private Path script(String shell) throws IOException {
        CommandLineRun commands = new CommandLineRun(folder);
        assertThat(commands.run("completion", shell)).isZero();
        return Files.writeString(folder.resolve("script." + shell), commands.printed());
    }

    private static void needs(String shell) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        if (Stream.of(path.split(File.pathSeparator))
                .noneMatch(place -> Files.isExecutable(Path.of(place).resolve(shell)))) {
            throw Skipped.because("Completion in " + shell, "it is not installed here");
        }
    }

    private String run(List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return printed;
    }
}
