package dev.sprue.gateway.testing.processes;

import dev.sprue.gateway.testing.Account;
import dev.sprue.gateway.testing.Rig;
import java.nio.file.Path;

/** The service as the tests of this package configure it: resource {@code rig}, whose deployments the management API makes. */
final class Replica {

    /** What administers it. */
    static final String TOKEN = "admin-token-of-the-tests-0123456789";

    /** What makes many JVMs that live for seconds start soon, beside each other. */
    private static final String[] SHORT_LIVED = {"-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

    private Replica() {}

    /** One that is not started yet. */
    static SprueProcess in(Path folder, String config) {
        return new SprueProcess(folder, config, SHORT_LIVED);
    }

    /**
     * The configuration.
     *
     * @param upstreamPort where the models {@code chat-model} and {@code other-model} are, on loopback
     * @param more further keys of the configuration, such as {@code database}
     */
    static String config(int upstreamPort, String more) {
        return """
                listen: {host: 127.0.0.1}
                admin: {token: %s}
                resources:
                  - name: rig
                    keys: {key1: %s}
                    deployments:
                      - {name: declared, model: {format: Test, name: chat-model, version: "1"}}
                providers:
                  - name: up
                    type: openai
                    endpoint: http://127.0.0.1:%d/v1
                    models:
                      - {format: Test, name: chat-model, version: "1", id: upstream-chat, capabilities: [chatCompletion]}
                      - {format: Test, name: other-model, version: "1", id: upstream-other, capabilities: [chatCompletion]}
                log: {access: false}
                %s
                """.formatted(TOKEN, Rig.KEY, upstreamPort, more);
    }

    /** Its resource, by way of that process. */
    static Account account(SprueProcess by) {
        return new Account(by::connect, TOKEN, "rig");
    }
}
