package dev.sprue.gateway.providers.credentials;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts a command line into words as shells do, as far as quotes and backslashes go; nothing else has a meaning. */
final class CommandLine {

    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"'\\\\]|\\\\.|\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*')+");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|\\\\(.)");

    private CommandLine() {}

    static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(QUOTED.matcher(word.group())
                    .replaceAll(quoted ->
                            Matcher.quoteReplacement(plain(quoted.group(1), quoted.group(2), quoted.group(3)))));
        }
        return words;
    }

    private static String plain(@Nullable String doubled, @Nullable String single, @Nullable String escaped) {
        if (doubled != null) {
            return doubled.replaceAll("\\\\([\"\\\\])", "$1");
        }
        return single != null ? single : String.valueOf(escaped);
    }
}
