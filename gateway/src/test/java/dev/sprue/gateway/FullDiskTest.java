package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.Account;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.processes.SmallDisk;
import dev.sprue.gateway.testing.processes.SprueProcess;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real service whose data folder has no room left: inference goes on, management says so, and both recover by themselves. */
@OutOfSpecification("management has a specification of its own")
class FullDiskTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DISK_MB = 8;
    private static final int ROUNDS = Tries.of(1, 5);

    /** More than fit into the pages that are on the disk already. */
    private static final int MANY = 200;

    private static final String ANSWER =
            "{\"choices\":[{\"message\":{\"content\":\"hello\"},\"finish_reason\":\"stop\"}]}";
    private static final String TOKEN = "full-disk-admin-token-0123456789";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final Set<String> made = new TreeSet<>();
    private int asked;
    private int chats;

    @Test
    void inferenceGoesOnAndManagementSaysSo() throws Exception {
        SmallDisk disk = new SmallDisk(Files.createDirectory(folder.resolve("disk")), DISK_MB);
        try (ScriptedUpstream upstream = new ScriptedUpstream();
                SprueProcess sprue = new SprueProcess(folder, disk, config(upstream.port())).start()) {
            upstream.script((request, connection) -> connection.answer(200, "application/json", ANSWER));
            made(makeOneMore(sprue));
            for (int round = 0; round < ROUNDS; round++) {
                disk.fill(sprue.process());
                saysSo(firstRefusal(sprue));
                assertThat(names(sprue)).isEqualTo(made);
                chat(sprue, "chat");
                disk.free(sprue.process());
                made(makeOneMore(sprue));
                chat(sprue, "made-" + asked);
            }
            assertThat(names(sprue)).isEqualTo(made);
            Path ledger = disk.of(sprue.process()).resolve("usage");
            Await.until("every call is in the ledger", () -> calls(ledger) == chats);
            Await.until("the operator is told", () -> sprue.errors().contains("sprue.db can be used again"));
            assertThat(sprue.errors()).contains("sprue.db cannot be used; inference goes on");
        }
    }

    /** Makes deployments until there is no room for another, and calls a model all the while. */
    private RawHttp.Answer firstRefusal(SprueProcess sprue) {
        for (int i = 0; i < MANY; i++) {
            RawHttp.Answer answer = makeOneMore(sprue);
            chat(sprue, "chat");
            if (answer.status() != 201) {
                return answer;
            }
        }
        throw new AssertionError("there was room for all of them");
    }

    private static void made(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private static void saysSo(RawHttp.Answer answer) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("retry-after").map(Integer::parseInt))
                .hasValueSatisfying(seconds -> assertThat(seconds).isPositive());
        JsonNode error = MAPPER.readTree(answer.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo("ServiceUnavailable");
        assertThat(error.path("message").asText()).contains("its disk is full");
    }

    private RawHttp.Answer makeOneMore(SprueProcess sprue) {
        String name = "made-" + ++asked;
        RawHttp.Answer answer = deployments(sprue).put(name, Account.CHAT_MODEL);
        if (answer.status() == 201) {
            made.add(name);
        }
        return answer;
    }

    /** The names of all deployments that the API made. */
    private static Set<String> names(SprueProcess sprue) throws IOException {
        RawHttp.Answer answer = deployments(sprue).list();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Set<String> names = new TreeSet<>();
        MAPPER.readTree(answer.body())
                .path("value")
                .forEach(one -> names.add(one.path("name").asText()));
        names.remove("chat");
        return names;
    }

    private static Account deployments(SprueProcess sprue) {
        return new Account(sprue::connect, TOKEN, "rig");
    }

    private void chat(SprueProcess sprue, String deployment) {
        try (RawHttp caller = sprue.connect()) {
            String head = "POST " + Rig.CHAT + " HTTP/1.1\nhost: localhost\napi-key: " + Rig.KEY;
            String body = Rig.chatBody(false).replace("\"chat\"", "\"" + deployment + "\"");
            RawHttp.Answer answer =
                    caller.send(head + "\ncontent-type: application/json", body).answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
        chats++;
    }

    /** How many whole lines of JSON the ledger holds; nothing else may be in it. */
    private static int calls(Path ledger) {
        try (Stream<Path> files = Files.list(ledger)) {
            int calls = 0;
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    assertThat(MAPPER.readTree(line).path("requestId").asText()).isNotEmpty();
                    calls++;
                }
            }
            return calls;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String config(int upstreamPort) {
        return """
                admin: {token: %s}
                resources:
                  - name: rig
                    keys: {key1: %s, key2: other-%s}
                    deployments:
                      - {name: chat, model: {format: Test, name: chat-model, version: "1"}}
                providers:
                  - name: up
                    type: openai
                    endpoint: http://127.0.0.1:%d/v1
                    models:
                      - {format: Test, name: chat-model, version: "1", id: upstream-chat, capabilities: [chatCompletion]}
                log: {access: false}
                """.formatted(TOKEN, Rig.KEY, Rig.KEY, upstreamPort);
    }
}
