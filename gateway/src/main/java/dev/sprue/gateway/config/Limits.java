package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * Bounds on what one caller can cost.
 *
 * @param maxBodyMb megabytes (1,048,576 bytes) of a request body
 * @param maxAnswerMb megabytes of an upstream's whole answer, or of one event of a stream
 * @param maxBufferedMb megabytes of request bodies, answers and stalled streams that all requests together may hold in
 *     memory; beyond, new requests are answered with 503, and so are those that would need more; default: a quarter of
 *     the heap
 * @param maxJsonDepth levels of nesting in a request body
 * @param maxEmbeddingInputs texts or pictures in one request for embeddings; more than a model's server takes in one call
 *     are sent in several
 * @param requestTimeoutMs milliseconds that one request may take in all
 * @param firstByteTimeoutMs milliseconds that an upstream may take to begin its answer, whatever its provider allows
 * @param idleTimeoutMs milliseconds that may pass between two pieces of an answer, whatever its provider allows
 * @param headTimeoutMs milliseconds that the head of a request may take
 * @param bodyTimeoutMs milliseconds that may pass between two pieces of a request body
 * @param maxStreams requests, streamed ones above all, that may be open at once; one more is answered with 503
 * @param maxCustomHeaders headers of one request that are neither standard nor from clients' libraries ({@code x-ms-*},
 *     {@code x-stainless-*}), proxies or tracing; one more is answered with 431, as Azure does above 10; absent: any number
 * @param drainMs milliseconds that running requests get when the service is told to stop
 */
public record Limits(
        @Default("128") @Range(min = 1, max = 2_000) int maxBodyMb,
        @Default("64") @Range(min = 1, max = 2_000) int maxAnswerMb,
        @Range(min = 1, max = 1_000_000) Optional<Integer> maxBufferedMb,
        @Default("100") @Range(min = 1, max = 500) int maxJsonDepth,
        @Default("8192") @Range(min = 1, max = 1_000_000) int maxEmbeddingInputs,
        @Default("600000") @Range(min = 1, max = 86_400_000) int requestTimeoutMs,
        @Default("120000") @Range(min = 1, max = 86_400_000) int firstByteTimeoutMs,
        @Default("120000") @Range(min = 1, max = 86_400_000) int idleTimeoutMs,
        @Default("30000") @Range(min = 1, max = 86_400_000) int headTimeoutMs,
        @Default("30000") @Range(min = 1, max = 86_400_000) int bodyTimeoutMs,
        @Default("20000") @Range(min = 1, max = 1_000_000) int maxStreams,
        @Range(min = 0, max = 1_000) Optional<Integer> maxCustomHeaders,
        @Default("30000") @Range(min = 0, max = 86_400_000) int drainMs) {}
