package dev.sprue.gateway.testing.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.BadFrameException;
import dev.sprue.gateway.testing.Folded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The law of every dialect: its streams, translated and put together, say what its whole answers say, wherever the bytes are
 * cut; and a stream that breaks off is never taken for a whole one.
 */
public final class StreamLaw {

    private StreamLaw() {}

    /**
     * Holds a dialect to it.
     *
     * @param call the call, for a stream
     * @param head the stream's head
     * @param stream what the provider sends for it
     * @param whole what the provider sends where the same is asked for as a whole
     * @param step cuts at every so many bytes; 1 at each
     * @param end bytes at the end of the stream without which it is still complete
     */
    public static void holds(
            DialectRun run, ProviderCall call, AnswerHead head, byte[] stream, String whole, int step, int end)
            throws IOException, JsonSyntaxException, BadFrameException {
        JsonNode wanted = Folded.whole(run.whole(call, whole));
        usageAddsUp(wanted.path("usage"));
        for (int at = 0; at <= stream.length; at += step) {
            DialectRun.Streamed got = run.stream(call, head, stream, at);
            assertThat(got.failure()).as("cut at %d", at).isEmpty();
            assertThat(got.complete()).as("cut at %d", at).isTrue();
            assertThat(got.folded()).as("cut at %d", at).isEqualTo(wanted);
        }
        Random random = new Random(stream.length);
        for (int most : List.of(1, 3, 50)) {
            List<byte[]> pieces = pieces(stream, most, random);
            assertThat(run.stream(call, head, pieces).folded()).isEqualTo(wanted);
        }
        for (int length = 0; length < stream.length - end; length += step) {
            assertThat(brokenOff(run, call, head, Arrays.copyOf(stream, length)))
                    .as("the first %d of %d bytes", length, stream.length)
                    .isFalse();
        }
    }

    private static boolean brokenOff(DialectRun run, ProviderCall call, AnswerHead head, byte[] stream) {
        try {
            return run.stream(call, head, List.of(stream)).complete();
        } catch (BadFrameException half) {
            return false;
        }
    }

    private static List<byte[]> pieces(byte[] stream, int most, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < stream.length; ) {
            int to = Math.min(stream.length, from + 1 + random.nextInt(most));
            pieces.add(Arrays.copyOfRange(stream, from, to));
            from = to;
        }
        return pieces;
    }

    /** Counts are not negative, parts are not more than the whole, and the total is the sum. */
    public static void usageAddsUp(JsonNode usage) {
        long prompt = usage.path("prompt_tokens").asLong();
        long completion = usage.path("completion_tokens").asLong();
        assertThat(usage.path("total_tokens").asLong()).isEqualTo(prompt + completion);
        assertThat(usage.path("prompt_tokens_details").path("cached_tokens").asLong())
                .isBetween(0L, prompt);
        assertThat(usage.path("completion_tokens_details")
                        .path("reasoning_tokens")
                        .asLong())
                .isBetween(0L, completion);
    }
}
