package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams at the same time stay apart: nobody reads a piece of another's answer. */
@ExtendWith(Products.class)
final class ManyStreamsTest {
    private static final int STREAMS = 64;

    @Test
    void everyCallerGetsItsOwnAnswer(RelayProduct relay) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int caller = 0; caller < STREAMS; caller++) {
                String message = message(caller);
                answers.add(executor.submit(() -> streamed(relay, message)));
            }
            for (int caller = 0; caller < STREAMS; caller++) {
                assertThat(answers.get(caller).get(60, TimeUnit.SECONDS)).isEqualTo(message(caller));
            }
        }
    }

    private static String message(int caller) {
        return ("caller " + caller + " 日本 ").repeat(1 + caller % 7 * 20);
    }

    private static String streamed(RelayProduct relay, String message) throws Exception {
        try (RawConnection connection = new RawConnection(relay.endpoint())) {
            connection.chat(
                    Bodies.chat(RelayProduct.CHAT, message).put("stream", true).toString());
            return EventStream.complete(connection.read().answer()).text();
        }
    }
}
