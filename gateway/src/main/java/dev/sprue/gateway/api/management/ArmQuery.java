package dev.sprue.gateway.api.management;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parameters of a query, whose names this API compares without case. */
public final class ArmQuery {

    private static final int MAX_PARAMETERS = 100;

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * Reads a query as sent.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where a percent sign begins no escape
     */
    ArmQuery(String query) {
        try {
            new QueryStringDecoder(query, java.nio.charset.StandardCharsets.UTF_8, false, MAX_PARAMETERS)
                    .parameters()
                    .forEach((name, given) -> values.putIfAbsent(name, given.getFirst()));
        } catch (IllegalArgumentException unreadable) {
            throw Failure.of(ErrorCode.BAD_REQUEST, "a percent sign in its query begins no escape")
                    .toException();
        }
    }

    /** A parameter's first value, decoded. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * A parameter that is a whole number.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where it is none, or out of range
     */
    public Optional<Integer> whole(String name, int least, int most) {
        return find(name).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException none) {
                // said below
            }
            throw Failure.of(ErrorCode.INVALID_QUERY, name, "it is no number that is allowed here")
                    .remedied("a whole number from " + least + " to " + most)
                    .toException();
        });
    }
}
