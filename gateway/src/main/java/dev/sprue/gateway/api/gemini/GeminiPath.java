package dev.sprue.gateway.api.gemini;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path below {@code /gemini}, always with POST.
 *
 * @param model the deployment
 * @param method what is asked of it
 */
record GeminiPath(String model, Method method) {

    private static final String PREFIX = "/gemini";
    private static final Pattern PATH =
            Pattern.compile("/gemini/(?:v1|v1beta|v1alpha)/models/([^/:]+):([a-zA-Z]+)", Pattern.CASE_INSENSITIVE);

    /** What can be asked of a model. */
    enum Method {
        generateContent,
        streamGenerateContent,
        countTokens,
        embedContent,
        batchEmbedContents
    }

    /** Whether a path is below {@code /gemini}, in any case. */
    static boolean owns(String path) {
        return path.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                && (path.length() == PREFIX.length() || path.charAt(PREFIX.length()) == '/');
    }

    /** Reads a path; empty if it is none of these. */
    static Optional<GeminiPath> of(String path) {
        // The colon may come escaped.
        Matcher parts = PATH.matcher(path.replace("%3A", ":").replace("%3a", ":"));
        if (parts.matches()) {
            for (Method method : Method.values()) {
                if (method.name().equals(parts.group(2))) {
                    return Optional.of(new GeminiPath(decoded(parts.group(1)), method));
                }
            }
        }
        return Optional.empty();
    }

    private static String decoded(String part) {
        try {
            return part.indexOf('%') < 0 ? part : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            return part;
        }
    }
}
