package dev.sprue.gateway.api.management;

import dev.sprue.gateway.control.Page;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Pages of lists: {@code $top} says how many, and {@code nextLink} leads from one to the next. */
final class Pages {

    private static final int USUAL = 100;
    private static final int MOST = 1_000;
    private static final String SKIP_TOKEN = "$skipToken";

    private Pages() {}

    /** How many the caller wants on a page. */
    static int size(ArmRequest request) {
        return request.query().whole("$top", 1, MOST).orElse(USUAL);
    }

    /**
     * Where the page begins that the caller wants.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where it is none that an answer gave out
     */
    static Optional<String> start(ArmRequest request) {
        return request.query().find(SKIP_TOKEN).map(token -> {
            try {
                return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException none) {
                throw Failure.of(ErrorCode.INVALID_QUERY, SKIP_TOKEN, "no list gave it out")
                        .remedied("the nextLink of an answer as it is")
                        .toException();
            }
        });
    }

    /** The address of the page that follows; empty after the last one. */
    static Optional<String> next(ArmRequest request, Page<?> page) {
        return page.next().map(start -> {
            String token =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(start.getBytes(StandardCharsets.UTF_8));
            String version = request.query().find("api-version").orElseThrow();
            String top =
                    request.query().find("$top").map(size -> "&$top=" + size).orElse("");
            return request.origin() + request.path() + "?api-version="
                    + URLEncoder.encode(version, StandardCharsets.UTF_8) + top + "&" + SKIP_TOKEN + "=" + token;
        });
    }
}
