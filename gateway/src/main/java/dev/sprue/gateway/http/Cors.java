package dev.sprue.gateway.http;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.Shown;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells browsers which web pages may call and read the answers (the Fetch standard, section 3.3). It keeps nobody else
 * out: whoever calls from elsewhere than a browser is not asked where from. Immutable.
 */
public final class Cors {

    private static final String ANY = "*";
    private static final int MAX_SHOWN_CHARS = 200;
    private static final Pattern NAMES = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z, \t-]+");
    private static final Pattern USUAL_PORT = Pattern.compile("(https://.*):443|(http://.*):80");

    private static final CharSequence ALLOW_ORIGIN = Headers.value("access-control-allow-origin");
    private static final CharSequence ALL = Headers.value(ANY);
    private static final CharSequence VARY = Headers.value("vary");
    private static final CharSequence ORIGIN = Headers.value("origin");
    private static final CharSequence EXPOSE_HEADERS = Headers.value("access-control-expose-headers");

    /** What answers have beside the headers that any page may read. */
    private static final CharSequence EXPOSED = Headers.value(
            "x-request-id, apim-request-id, x-ms-client-request-id,"
                    + " x-ms-region, x-ms-deployment-name, x-ms-rai-invoked, x-ms-error-code, x-sprue-attempts, retry-after, retry-after-ms");

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

    /** Seconds that a browser may remember an answer; Chromium takes no more than that. */
    private static final String MAX_AGE_SECONDS = "7200";

    private final boolean any;
    private final Map<String, CharSequence> origins = new HashMap<>();

    private Cors(boolean any, List<String> origins) {
        this.any = any;
        for (String origin : origins) {
            String sent = asSent(origin);
            this.origins.put(sent, Headers.value(sent));
        }
    }

    /**
     * Takes the origins of the configuration.
     *
     * @param origins {@code *} for all; empty for none, so that no answer says a word about it; absent: all
     */
    public static Cors of(Optional<List<String>> origins) {
        List<String> given = origins.orElse(List.of(ANY));
        return given.contains(ANY) ? new Cors(true, List.of()) : new Cors(false, given);
    }

    /** An origin as browsers write it: in lower case, and without the port that its scheme means anyway. */
    private static String asSent(String origin) {
        return USUAL_PORT.matcher(origin.toLowerCase(Locale.ROOT)).replaceFirst("$1$2");
    }

    /** Puts into the answer what the caller's browser needs to let its page read it, be it a failure or not. */
    void mark(Exchange exchange) {
        if (any) {
            // Unasked too, as the service has it.
            exchange.putHeader(ALLOW_ORIGIN, ALL);
            if (exchange.header("origin").isPresent()) {
                exchange.putHeader(EXPOSE_HEADERS, EXPOSED);
            }
        } else if (!origins.isEmpty()) {
            exchange.putHeader(VARY, ORIGIN);
            exchange.header("origin").map(origins::get).ifPresent(origin -> {
                exchange.putHeader(ALLOW_ORIGIN, origin);
                exchange.putHeader(EXPOSE_HEADERS, EXPOSED);
            });
        }
    }

    /** Whether a browser asks what a page may send, before it sends it. */
    boolean isPreflight(Exchange exchange) {
        return exchange.method().equals("OPTIONS")
                && (any || !origins.isEmpty())
                && exchange.header("origin").isPresent()
                && exchange.header("access-control-request-method").isPresent();
    }

    /**
     * Answers a preflight, to which browsers add no credentials: any method, and the headers that it asks for.
     *
     * @throws dev.sprue.gateway.error.FailureException 403 where the page's origin is not listed
     */
    void answer(Exchange exchange) {
        String origin = exchange.header("origin").orElseThrow();
        if (!any && !origins.containsKey(origin)) {
            throw Failure.of(ErrorCode.ORIGIN_NOT_ALLOWED, Shown.text(origin, MAX_SHOWN_CHARS))
                    .toException();
        }
        exchange.putHeader("access-control-allow-methods", METHODS);
        exchange.header("access-control-request-headers")
                .filter(names -> NAMES.matcher(names).matches())
                .ifPresent(names -> exchange.putHeader("access-control-allow-headers", names));
        exchange.putHeader("access-control-max-age", MAX_AGE_SECONDS);
        exchange.answerEmpty();
    }
}
