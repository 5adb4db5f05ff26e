package dev.sprue.conformance;

import dev.sprue.conformance.spec.Specs;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;

/**
 * The product with a configuration whose deployments are all served by {@link OpenAiUpstream} through the {@code openai}
 * provider. It has three resources, told apart by their keys, one for each way to name no model.
 *
 * @param process the running product
 * @param upstream the stand-in that answers it
 */
public record RelayProduct(SprueProcess process, OpenAiUpstream upstream) implements AutoCloseable {
    /** A chat deployment of the first resource, in mixed case. */
    public static final String CHAT = "Relay-Chat";

    /** An embeddings deployment of the first resource, in mixed case. */
    public static final String EMBED = "Relay-Embed";

    /** A chat deployment whose provider resets the connection after a stream's first content. */
    public static final String RESETTING = "resetting-chat";

    /** A chat deployment whose provider may be silent for {@value #IMPATIENT_IDLE_MS} ms only. */
    public static final String IMPATIENT = "impatient-chat";

    /** A chat deployment whose provider writes reasoning between tags in its text. */
    public static final String ALOUD = "aloud-chat";

    /**
     * A chat deployment of a model that has no system role, sees one image, and knows no tools, sounds, seeds, forms of
     * answers or temperatures over 1.
     */
    public static final String LIMITED = "limited-chat";

    /** An embeddings deployment of vectors of 2 to 8 numbers, of queries and documents, 16 inputs a call. */
    public static final String LIMITED_EMBED = "limited-embed";

    /** Megabytes of a request body that this product accepts. */
    public static final int MAX_BODY_MB = 2;

    static final int IMPATIENT_IDLE_MS = 400;

    static final String KEY = "first-key-of-resource-relay-0123456789";
    static final String KEY_2 = "second-key-of-resource-relay-0123456789";
    static final String DEFAULTED_KEY = "key-of-resource-defaulted-0123456789";
    static final String SINGLE_KEY = "key-of-resource-single-0123456789";

    static final String CONFIG = """
            listen: {host: 127.0.0.1}
            limits: {maxBodyMb: %d}
            providers:
              - name: stand-in
                type: openai
                endpoint: "${STAND_IN_ENDPOINT}"
                apiKey: "${STAND_IN_KEY}"
                timeouts: {connectMs: 2000, firstByteMs: 2000, idleMs: 2000}
                models:
                  - {format: OpenAI, name: chat-model, version: "1", id: %s, capabilities: [chatCompletion]}
                  - {format: OpenAI, name: embed-model, version: "1", id: %s, capabilities: [embeddings]}
                  - format: OpenAI
                    name: aloud-model
                    id: %s
                    capabilities: [chatCompletion]
                    chat: {reasoning: thinkTags}
                  - format: OpenAI
                    name: limited-model
                    id: %s
                    capabilities: [chatCompletion]
                    chat:
                      systemRole: user
                      tools: false
                      responseFormats: [text]
                      images: 1
                      audio: false
                      maxTemperature: 1.0
                      seed: false
                  - format: OpenAI
                    name: limited-embed-model
                    id: %s
                    capabilities: [embeddings]
                    embedding: {dimensions: {min: 2, max: 8}, inputTypes: [query, document], maxInputs: 16}
              - name: impatient
                type: openai
                endpoint: "${STAND_IN_ENDPOINT}"
                apiKey: "${STAND_IN_KEY}"
                timeouts: {idleMs: %d}
                models:
                  - {format: OpenAI, name: impatient-model, version: "1", id: %s, capabilities: [chatCompletion]}
              - name: resetting
                type: openai
                endpoint: "${RESETTING_ENDPOINT}"
                models:
                  - {format: OpenAI, name: resetting-model, version: "1", capabilities: [chatCompletion]}
              - name: nobody
                type: openai
                endpoint: "${NOBODY_ENDPOINT}"
                models:
                  - {format: OpenAI, name: unreachable-model, version: "1", capabilities: [chatCompletion]}
            resources:
              - name: relay
                keys: {key1: "${RELAY_KEY1}", key2: "${RELAY_KEY2}"}
                deployments:
                  - {name: Relay-Chat, model: {format: OpenAI, name: chat-model, version: "1"}}
                  - {name: second-chat, model: {format: OpenAI, name: chat-model, version: "1"}}
                  - {name: Relay-Embed, model: {format: OpenAI, name: embed-model, version: "1"}}
                  - {name: second-embed, model: {format: OpenAI, name: embed-model, version: "1"}}
                  - {name: aloud-chat, model: {format: OpenAI, name: aloud-model}}
                  - {name: limited-chat, model: {format: OpenAI, name: limited-model}}
                  - {name: limited-embed, model: {format: OpenAI, name: limited-embed-model}}
                  - {name: impatient-chat, model: {format: OpenAI, name: impatient-model, version: "1"}}
                  - {name: resetting-chat, model: {format: OpenAI, name: resetting-model, version: "1"}}
                  - {name: unreachable, model: {format: OpenAI, name: unreachable-model, version: "1"}}
              - name: defaulted
                keys: {key1: "${DEFAULTED_KEY1}"}
                deployments:
                  - {name: one-chat, model: {format: OpenAI, name: chat-model, version: "1"}}
                  - {name: default-chat, default: true, model: {format: OpenAI, name: chat-model, version: "1"}}
              - name: single
                keys: {key1: "${SINGLE_KEY1}"}
                deployments:
                  - {name: only-chat, model: {format: OpenAI, name: chat-model, version: "1"}}
                  - {name: only-embed, model: {format: OpenAI, name: embed-model, version: "1"}}
            """.formatted(
                    MAX_BODY_MB,
                    OpenAiUpstream.CHAT_MODEL,
                    OpenAiUpstream.EMBED_MODEL,
                    OpenAiUpstream.CHAT_MODEL,
                    OpenAiUpstream.CHAT_MODEL,
                    OpenAiUpstream.EMBED_MODEL,
                    IMPATIENT_IDLE_MS,
                    OpenAiUpstream.CHAT_MODEL);

    /**
     * Starts one with a stand-in of its own.
     *
     * @param name names the folder of what it prints
     */
    public static RelayProduct start(String name) {
        OpenAiUpstream upstream = OpenAiUpstream.start(Specs.upstreamRequestJudge());
        Map<String, String> environment = Map.of(
                "STAND_IN_ENDPOINT",
                upstream.endpoint().toString(),
                "STAND_IN_KEY",
                OpenAiUpstream.API_KEY,
                "RESETTING_ENDPOINT",
                upstream.resettingEndpoint().toString(),
                "NOBODY_ENDPOINT",
                "http://127.0.0.1:" + unusedPort() + "/v1",
                "RELAY_KEY1",
                KEY,
                "RELAY_KEY2",
                KEY_2,
                "DEFAULTED_KEY1",
                DEFAULTED_KEY,
                "SINGLE_KEY1",
                SINGLE_KEY);
        return new RelayProduct(SprueProcess.start(name, Optional.of(CONFIG), environment), upstream);
    }

    /** The resource with several deployments for each operation and no default. */
    public Endpoint endpoint() {
        return new Endpoint(process.https(), KEY, process.ca());
    }

    /** The same resource, called with its second key. */
    public Endpoint byKey2() {
        return endpoint().withKey(KEY_2);
    }

    /** The resource that has a default chat deployment and another. */
    public Endpoint defaulted() {
        return endpoint().withKey(DEFAULTED_KEY);
    }

    /** The resource that has one deployment for each operation. */
    public Endpoint single() {
        return endpoint().withKey(SINGLE_KEY);
    }

    @Override
    public void close() {
        try {
            process.close();
        } finally {
            upstream.close();
        }
    }

    /** A port that nobody listens on: one that was free a moment ago. */
    private static int unusedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
