package dev.sprue.gateway.testing.specified;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.specification.KnownDeviation;
import dev.sprue.specification.ModelInference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds one answer of the {@code /models} surface to the specification of the version that was asked for. */
public final class Judge {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<KnownDeviation> SEEN = EnumSet.noneOf(KnownDeviation.class);
    private static final String NEWEST = ModelInference.VERSIONS.getLast();

    private Judge() {}

    /** The known deviations that occurred in the tests of this JVM. */
    public static synchronized Set<KnownDeviation> seen() {
        return EnumSet.copyOf(SEEN);
    }

    /**
     * Fails where an answer is not what the specification says and the list of known deviations does not have it.
     *
     * @param sent the request; empty where the test sent something that is none, whose refusal is held to the shape of
     *     errors all the same
     */
    public static void check(Optional<Sent> sent, RawHttp.Answer answer) {
        if (sent.isPresent() && sent.get().route().isEmpty()) {
            return;
        }
        Specifications.found().ifPresent(specifications -> {
            List<String> wrong = new ArrayList<>();
            if (answer.status() >= 400) {
                refusal(specifications, answer, wrong);
            } else if (sent.isPresent()
                    && answer.status() == 200
                    && RunningTest.said(OutOfSpecification.class).isEmpty()) {
                success(specifications, sent.get(), answer, wrong);
            }
            if (!wrong.isEmpty()) {
                throw new AssertionError("the answer to "
                        + sent.map(request -> request.method() + " " + request.target())
                                .orElse("a broken request")
                        + " is not what the specification says (if the upstream of this test answers so on purpose,"
                        + " say it with @OutOfSpecification): " + String.join("; ", wrong) + "\n" + shown(answer));
            }
        });
    }

    private static void refusal(Specifications specifications, RawHttp.Answer answer, List<String> wrong) {
        if (!answer.whole()) {
            return;
        }
        JsonNode body = json(answer.body(), wrong);
        check(specifications, NEWEST, ModelInference.ERROR, body, wrong);
        String code = body.path("error").path("code").asText();
        if (!answer.header("x-ms-error-code").equals(Optional.of(code))) {
            wrong.add("x-ms-error-code is " + answer.header("x-ms-error-code") + ", not " + code);
        }
    }

    private static void success(Specifications specifications, Sent sent, RawHttp.Answer answer, List<String> wrong) {
        Optional<String> version = sent.query("api-version").flatMap(Judge::served);
        Optional<String> schema = version.flatMap(asked ->
                specifications.answerSchema(asked, sent.method(), sent.route().orElseThrow()));
        if (version.isEmpty() || schema.isEmpty()) {
            wrong.add("no version specifies an answer to that");
        } else if (answer.header("content-type").orElse("").startsWith("text/event-stream")) {
            for (JsonNode event : events(answer, wrong)) {
                String name = event.has("error") ? ModelInference.ERROR : ModelInference.EVENT;
                check(specifications, version.get(), name, event, wrong);
            }
        } else if (answer.whole()) {
            check(specifications, version.get(), schema.get(), json(answer.body(), wrong), wrong);
        }
    }

    /** The events that came whole, without the word that ends a stream. */
    public static List<JsonNode> events(RawHttp.Answer answer, List<String> wrong) {
        List<JsonNode> events = new ArrayList<>();
        int end = answer.body().lastIndexOf("\n\n");
        for (String frame : answer.body().substring(0, Math.max(end, 0)).split("\n\n")) {
            if (!frame.startsWith("data: ") || frame.contains("\n")) {
                wrong.add("'" + frame + "' is not one data line");
            } else if (!frame.equals("data: [DONE]")) {
                events.add(json(frame.substring(6), wrong));
            }
        }
        return events;
    }

    /** The version whose document holds for an {@code api-version}: itself, or the one as which a draft is served. */
    public static Optional<String> served(String asked) {
        String version =
                switch (asked) {
                    case "2024-04-01-preview", "2024-08-01-preview", "2024-10-21" -> "2024-05-01-preview";
                    case "2025-02-01-preview" -> "2025-04-01";
                    case "2025-05-01-preview", "2025-08-28" -> "2025-05-15-preview";
                    default -> asked;
                };
        return Optional.of(version).filter(ModelInference.VERSIONS::contains);
    }

    private static void check(
            Specifications specifications, String version, String schema, JsonNode value, List<String> wrong) {
        for (String violation : specifications.violations(version, schema, value)) {
            KnownDeviation.of(schema, violation)
                    .ifPresentOrElse(Judge::seen, () -> wrong.add(schema + " " + violation));
        }
    }

    private static synchronized void seen(KnownDeviation deviation) {
        SEEN.add(deviation);
    }

    private static JsonNode json(String text, List<String> wrong) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException none) {
            wrong.add("not JSON: " + none.getOriginalMessage());
            return MAPPER.missingNode();
        }
    }

    private static String shown(RawHttp.Answer answer) {
        String body = answer.body();
        return answer.status() + " " + answer.headers() + "\n"
                + (body.length() > 2_000 ? body.substring(0, 2_000) + "…" : body);
    }
}
