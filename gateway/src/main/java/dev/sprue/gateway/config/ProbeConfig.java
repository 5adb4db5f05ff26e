package dev.sprue.gateway.config;

/**
 * How somebody looks whether a provider can be reached: by a GET without a credential. Any answer below 500 is a good one.
 *
 * @param path where on the provider's host
 * @param intervalMs milliseconds from one look to the next
 * @param timeoutMs milliseconds that an answer may take
 * @param failures bad looks in a row after which no call goes there, until a good one
 */
public record ProbeConfig(
        @Default("/") @Matches(Form.URL_PATH) String path,
        @Default("5000") @Range(min = 10, max = 3_600_000) int intervalMs,
        @Default("2000") @Range(min = 10, max = 600_000) int timeoutMs,
        @Default("2") @Range(min = 1, max = 1_000) int failures) {}
