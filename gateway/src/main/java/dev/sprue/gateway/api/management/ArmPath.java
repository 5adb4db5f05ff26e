package dev.sprue.gateway.api.management;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path of the management API, whose parts are compared without case.
 *
 * @param parts what stands between the slashes, decoded; slashes that follow each other count as one
 */
record ArmPath(List<String> parts) {

    private static final Pattern SUBSCRIPTIONS = Pattern.compile("/+subscriptions(/.*)?", Pattern.CASE_INSENSITIVE);

    /** Whether a path is one of this API's. */
    static boolean owns(String path) {
        return path.length() >= "/subscriptions".length()
                && path.charAt(0) == '/'
                && SUBSCRIPTIONS.matcher(path).matches();
    }

    /**
     * Reads a path as sent.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where a percent sign begins no escape
     */
    static ArmPath of(String sent) {
        try {
            return new ArmPath(Arrays.stream(sent.split("/"))
                    .filter(part -> !part.isEmpty())
                    .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList());
        } catch (IllegalArgumentException noEscape) {
            throw Failure.of(ErrorCode.BAD_REQUEST, "a percent sign in its path begins no escape")
                    .toException();
        }
    }
}
