package dev.sprue.gateway.testing.coverage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.specified.Api;
import dev.sprue.gateway.testing.specified.Document;
import dev.sprue.gateway.testing.specified.Judge;
import dev.sprue.gateway.testing.specified.RunningTest;
import dev.sprue.gateway.testing.specified.Sent;
import dev.sprue.gateway.testing.specified.Specifications;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What the tests of this JVM that {@link Proves} something really sent and got. */
public final class Evidence {

    /**
     * A cell of the page.
     *
     * @param operation its route; empty for errors, which all have
     * @param part which of its tables
     * @param row what is proven
     * @param document the column
     */
    public record Cell(Api api, String operation, Part part, String row, String document) {}

    /** The tables of an operation. */
    public enum Part {
        REQUEST,
        REFUSED,
        ANSWER,
        EVENT,
        ERROR
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<Cell, Set<String>> PROVEN = new ConcurrentHashMap<>();

    private Evidence() {}

    /** Looks at one call of a test. */
    public static void take(Sent sent, RawHttp.Answer answer) {
        List<Proves> claims = RunningTest.said(Proves.class);
        Optional<Specifications> specifications = Specifications.found();
        if (claims.isEmpty() || specifications.isEmpty() || sent.place().isEmpty()) {
            return;
        }
        Api.Place place = sent.place().get();
        if (answer.status() >= 400) {
            JsonNode error = json(answer.body()).path("error");
            claims.forEach(claim -> error(sent, error, answer.status(), claim.errors()));
        }
        for (String name : sent.documents()) {
            Document document = specifications.get().document(place, name);
            Operation operation = new Operation(document, sent.method(), place.route());
            for (Proves claim : claims) {
                take(operation, claim, sent, answer);
            }
        }
    }

    private static void take(Operation operation, Proves claim, Sent sent, RawHttp.Answer answer) {
        if (answer.status() != 200) {
            JsonNode body = json(answer.body());
            for (JsonNode fault : body.path("detail")) {
                add(operation, Part.REFUSED, Set.of(place(fault.path("loc"))), claim.refused());
            }
            JsonNode parameter = body.path("error").path("param");
            if (parameter.isTextual()) {
                add(operation, Part.REFUSED, Set.of(unnumbered(parameter.asText())), claim.refused());
            }
            return;
        }
        add(operation, Part.REQUEST, operation.request(sent, json(sent.body())), claim.request());
        if (answer.header("content-type").orElse("").startsWith("text/event-stream")) {
            for (JsonNode event : Judge.events(answer, new ArrayList<>())) {
                add(operation, Part.EVENT, operation.event(event), claim.answer());
            }
        } else {
            add(operation, Part.ANSWER, operation.answer(json(answer.body())), claim.answer());
        }
    }

    /** What a call without a version is told counts for all. */
    private static void error(Sent sent, JsonNode error, int status, String[] claimed) {
        String row = status + " " + error.path("code").asText();
        Api.Place place = sent.place().orElseThrow();
        List<String> columns = place.api().errorColumns();
        List<String> told = sent.documents().stream().filter(columns::contains).toList();
        for (String one : told.isEmpty() ? columns : told) {
            add(new Cell(place.api(), "", Part.ERROR, row, one), claimed);
        }
    }

    /** A place as errors of OpenAI's kind have it, without the numbers. */
    private static String unnumbered(String parameter) {
        return parameter.replaceAll("\\[\\d+\\]", "[]");
    }

    private static JsonNode json(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException none) {
            return MAPPER.missingNode();
        }
    }

    private static JsonNode json(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException none) {
            return MAPPER.missingNode();
        }
    }

    /** A location as rows are written, without the kinds of messages and parts. */
    private static String place(JsonNode location) {
        StringBuilder place = new StringBuilder();
        for (int i = 1; i < location.size(); i++) {
            if (location.get(i).isInt()) {
                place.append("[]");
            } else {
                place.append(place.isEmpty() ? "" : ".").append(location.get(i).asText());
            }
        }
        return place.toString();
    }

    private static void add(Operation operation, Part part, Set<String> rows, String[] claimed) {
        Document document = operation.document();
        rows.forEach(row -> add(new Cell(document.api(), operation.route(), part, row, document.name()), claimed));
    }

    private static void add(Cell cell, String[] claimed) {
        if (Arrays.stream(claimed).anyMatch(claim -> claims(claim, cell.row()))) {
            PROVEN.computeIfAbsent(cell, key -> ConcurrentHashMap.newKeySet())
                    .add(RunningTest.name().orElseThrow());
        }
    }

    private static boolean claims(String claim, String row) {
        return claim.endsWith("*") ? row.startsWith(claim.substring(0, claim.length() - 1)) : claim.equals(row);
    }

    /** The errors that tests prove of an API, by status and code. */
    static Set<String> errors(Api api) {
        Set<String> rows = new TreeSet<>();
        for (Cell cell : PROVEN.keySet()) {
            if (cell.api() == api && cell.part() == Part.ERROR) {
                rows.add(cell.row());
            }
        }
        return rows;
    }

    /** The tests that prove a cell and have not failed, by name. */
    static List<String> of(Cell cell) {
        Set<String> failed = RunningTest.failed();
        return PROVEN.getOrDefault(cell, Set.of()).stream()
                .filter(test -> !failed.contains(test))
                .sorted()
                .toList();
    }
}
