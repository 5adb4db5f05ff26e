package dev.sprue.conformance.openaijava;

import com.openai.client.OpenAIClient;
import dev.sprue.conformance.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes clients for a test and closes them after it. */
final class Clients implements AfterEachCallback {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<OpenAIClient> open = new ArrayList<>();

    /** A client that is closed after the test. */
    OpenAIClient of(Way way, Endpoint endpoint) {
        return kept(way.client(endpoint));
    }

    /** Has {@code client} closed after the test. */
    OpenAIClient kept(OpenAIClient client) {
        open.add(client);
        return client;
    }

    /** What an asynchronous call came to; its own exception where it failed. */
    static <T> T await(CompletableFuture<T> call) throws Exception {
        try {
            return call.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + LIMIT, e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        open.forEach(OpenAIClient::close);
        open.clear();
    }
}
