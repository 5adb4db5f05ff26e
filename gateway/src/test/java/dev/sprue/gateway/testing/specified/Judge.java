package dev.sprue.gateway.testing.specified;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.specification.KnownDeviation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds one answer to the specification of the version that was asked for. */
public final class Judge {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<KnownDeviation> SEEN = EnumSet.noneOf(KnownDeviation.class);
    private static final Api.Place ANY = new Api.Place(Api.MODELS, "");

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
        Optional<Api.Place> place = sent.map(Sent::place).orElse(Optional.of(ANY));
        if (place.isEmpty()) {
            return;
        }
        Specifications.found().ifPresent(specifications -> {
            List<String> wrong = new ArrayList<>();
            if (answer.status() >= 400) {
                refusal(specifications, sent, place.get(), answer, wrong);
            } else if (sent.isPresent()
                    && answer.status() == 200
                    // What browsers ask first is no API's matter.
                    && !sent.get().method().equals("OPTIONS")
                    && RunningTest.said(OutOfSpecification.class).isEmpty()) {
                success(specifications, sent.get(), place.get(), answer, wrong);
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

    private static void refusal(
            Specifications specifications,
            Optional<Sent> sent,
            Api.Place place,
            RawHttp.Answer answer,
            List<String> wrong) {
        if (!answer.whole()) {
            return;
        }
        JsonNode body = json(answer.body(), wrong);
        List<String> documents = sent.map(Sent::documents).orElse(List.of());
        for (String name : documents.isEmpty() || place.api() == Api.MODELS
                ? List.of(place.columns().getLast())
                : documents) {
            Document document = specifications.document(place, name);
            check(document, document.error(), body, wrong);
        }
        Optional<String> code = Optional.of(body.path("error").path("code").asText());
        Optional<String> told = place.api() == Api.MODELS ? code : Optional.empty();
        // What is no HTTP ends the connection before anybody knows where it would have gone.
        if (!answer.header("x-ms-error-code").equals(told) && !answer.headers().containsKey("connection")) {
            wrong.add("x-ms-error-code is " + answer.header("x-ms-error-code") + ", not " + told);
        }
    }

    private static void success(
            Specifications specifications, Sent sent, Api.Place place, RawHttp.Answer answer, List<String> wrong) {
        List<Document> documents = sent.documents().stream()
                .map(name -> specifications.document(place, name))
                .filter(document ->
                        document.answer(sent.method(), place.route()).isPresent())
                .toList();
        if (documents.isEmpty()) {
            wrong.add("no version specifies an answer to that");
        }
        for (Document document : documents) {
            if (answer.header("content-type").orElse("").startsWith("text/event-stream")) {
                String schema =
                        document.event(sent.method(), place.route()).orElseThrow(() -> new AssertionError("no stream"));
                for (JsonNode event : events(answer, wrong)) {
                    check(document, event.has("error") ? document.error() : schema, event, wrong);
                }
            } else if (answer.whole()) {
                String schema = document.answer(sent.method(), place.route()).orElseThrow();
                check(document, schema, json(answer.body(), wrong), wrong);
            }
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

    private static void check(Document document, String schema, JsonNode value, List<String> wrong) {
        for (String violation : document.violations(schema, value)) {
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
