package dev.sprue.gateway.testing.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.Account;
import dev.sprue.gateway.testing.RawHttp;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes, changes and removes deployments of names that are its own, and knows what must be there: what was acknowledged, or what
 * it last asked for without being answered. For one thread at a time.
 */
public final class ModelWriter {

    /** Names that each writer has. */
    private static final int NAMES = 10;

    private static final int CAPACITIES = 997;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Account account;
    private final String prefix;
    private final SplittableRandom random;
    private final AtomicInteger acknowledged;
    private final Map<String, State> known = new HashMap<>();
    private final Map<String, Optional<Integer>> asked = new HashMap<>();
    private Optional<String> operation = Optional.empty();
    private int mark;

    /** A deployment as it must be: the mark that all its parts bear, and its etag. */
    private record State(int mark, String etag) {}

    /**
     * One whose names nobody else writes.
     *
     * @param account where it writes
     * @param prefix what its names begin with
     * @param random what it writes, and where
     * @param acknowledged counts what was acknowledged
     */
    public ModelWriter(Account account, String prefix, SplittableRandom random, AtomicInteger acknowledged) {
        this.account = account;
        this.prefix = prefix;
        this.random = random;
        this.acknowledged = acknowledged;
    }

    /** Writes so often, or until the other side is gone or cannot write. */
    public void write(RawHttp raw, int writes) {
        try {
            for (int i = 0; i < writes; i++) {
                if (!write(raw)) {
                    return;
                }
            }
        } catch (UncheckedIOException killed) {
            // What was asked last may have been done.
        }
    }

    private boolean write(RawHttp raw) {
        String name = prefix + random.nextInt(NAMES);
        int kind = random.nextInt(10);
        boolean there = known.containsKey(name);
        int next = ++mark;
        asked.put(name, kind < 8 ? Optional.of(next) : Optional.empty());
        String target = account.path() + "/deployments/" + name;
        RawHttp.Answer answer =
                switch (kind) {
                    case 0, 1, 2, 3, 4, 5 -> account.call(raw, "PUT", target, put(next));
                    case 6, 7 ->
                        there
                                ? account.call(raw, "PATCH", target, "{" + changing(next) + "}")
                                : account.call(raw, "PUT", target, put(next));
                    default -> account.call(raw, "DELETE", target, "");
                };
        if (answer.status() == 503 || !answer.whole()) {
            // It may have been done; whoever reads next knows.
            return false;
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(kind < 8 ? there ? 200 : 201 : there ? 200 : 204);
        if (kind < 8) {
            known.put(name, state(Account.json(answer)));
            assertThat(known.get(name)).extracting(State::mark).isEqualTo(next);
        } else {
            known.remove(name);
        }
        if (answer.status() != 204) {
            operation = Optional.of(Account.operation(answer));
        }
        asked.remove(name);
        acknowledged.incrementAndGet();
        return true;
    }

    private static String put(int mark) {
        return "{\"properties\":{\"model\":{\"format\":\"Test\",\"name\":\"chat-model\"}}," + changing(mark) + "}";
    }

    private static String changing(int mark) {
        return """
                "sku":{"name":"GlobalStandard","capacity":%d},"tags":{"first":"%2$d","other":"%2$d","last":"%2$d"}""".formatted(1 + mark % CAPACITIES, mark);
    }

    /** Reads a deployment, all of whose parts must be of one write. */
    private static State state(JsonNode deployment) {
        int mark = deployment.path("tags").path("first").asInt(-1);
        String text = Integer.toString(mark);
        assertThat(deployment.path("tags"))
                .isEqualTo(MAPPER.createObjectNode()
                        .put("first", text)
                        .put("other", text)
                        .put("last", text));
        assertThat(deployment.path("sku").path("capacity").asInt()).isEqualTo(1 + mark % CAPACITIES);
        return new State(mark, deployment.path("etag").asText());
    }

    /** Whether all of what was acknowledged is there, and nothing else but what was asked for last; takes what there is for known. */
    public void check(RawHttp raw) {
        operation.ifPresent(id -> {
            RawHttp.Answer ended = account.operation(raw, id);
            assertThat(Account.json(ended).path("status").asText()).isEqualTo("Succeeded");
        });
        for (int i = 0; i < NAMES; i++) {
            String name = prefix + i;
            RawHttp.Answer answer = account.call(raw, "GET", account.path() + "/deployments/" + name, "");
            assertThat(answer.status()).as(answer.body()).isIn(200, 404);
            Optional<State> found =
                    answer.status() == 404 ? Optional.empty() : Optional.of(state(Account.json(answer)));
            Optional<Integer> foundMark = found.map(State::mark);
            if (!asked.containsKey(name) || !asked.get(name).equals(foundMark)) {
                assertThat(found).as(name).isEqualTo(Optional.ofNullable(known.get(name)));
            }
            known.remove(name);
            found.ifPresent(state -> known.put(name, state));
            asked.remove(name);
        }
    }

    /** A name that is there, or is not. */
    public Optional<String> name(boolean there) {
        for (int i = 0; i < NAMES; i++) {
            if (known.containsKey(prefix + i) == there) {
                return Optional.of(prefix + i);
            }
        }
        return Optional.empty();
    }
}
