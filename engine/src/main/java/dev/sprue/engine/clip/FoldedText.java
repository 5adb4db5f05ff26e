package dev.sprue.engine.clip;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text in the form in which the model was taught: words in lower case, but single letters as they are (they may be what
 * a picture shows), and one space before each word.
 */
final class FoldedText {
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private FoldedText() {}

    static String of(String text) {
        String lower = WORD.matcher(text).replaceAll(match -> match.group().toLowerCase(Locale.ROOT));
        return " " + SPACE.matcher(lower).replaceAll(" ").strip();
    }
}
