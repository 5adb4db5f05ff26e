package dev.sprue.gateway.providers.bedrock;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names documents as Bedrock takes them: letters, digits, hyphens, parentheses, square brackets and single spaces, at most 200
 * characters, and no name twice in a request.
 */
final class DocumentNames {

    private static final int MAX_CHARS = 180;
    private static final String NAMELESS = "document";

    private final Set<String> taken = new HashSet<>();

    /** The last number that told files of one name apart: a request can have thousands of them. */
    private final Map<String, Integer> lastNumbers = new HashMap<>();

    /** The name for a file of the caller's, made of the file's own name without its ending. */
    String of(String filename) {
        int dot = filename.lastIndexOf('.');
        String stem = dot > 0 ? filename.substring(0, dot) : filename;
        StringBuilder name = new StringBuilder(Math.min(stem.length(), MAX_CHARS));
        for (int i = 0; i < stem.length() && name.length() < MAX_CHARS; i++) {
            char c = stem.charAt(i);
            if (isAllowed(c)) {
                name.append(c);
            } else if (!name.isEmpty() && name.charAt(name.length() - 1) != ' ') {
                name.append(' ');
            }
        }
        String base = name.toString().strip();
        base = base.isEmpty() ? NAMELESS : base;
        String unique = base;
        while (!taken.add(unique)) {
            unique = base + " (" + lastNumbers.merge(base, 2, (last, two) -> last + 1) + ")";
        }
        return unique;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '('
                || c == ')'
                || c == '['
                || c == ']';
    }
}
