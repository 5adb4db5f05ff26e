package dev.sprue.gateway.config;

import java.util.List;

/**
 * What may be fetched from addresses that callers name: pictures and sounds by URL, for models whose servers do not fetch
 * them themselves.
 *
 * @param enabled whether anything may be fetched at all; callers can send data URLs without it
 * @param allowPrivate whether private addresses may be reached: loopback, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16,
 *     100.64.0.0/10, fc00::/7; link-local ones, where clouds keep credentials, may not for all that
 * @param allowAddresses addresses or blocks that may be reached although they are not public, whatever they are
 * @param ports ports that may be reached; none listed: 80 and 443
 * @param maxFileMb megabytes of one file
 * @param maxTotalMb megabytes of all files of one request
 * @param maxFiles files of one request
 * @param maxRedirects redirects that are followed to one file
 * @param connectMs milliseconds to establish a connection
 * @param timeoutMs milliseconds that one file may take in all, looking up names and redirects included
 * @param maxAtOnce files that are fetched at once for all callers; a request that needs one more is answered with 503
 */
public record EgressConfig(
        @Default("true") boolean enabled,
        @Default("false") boolean allowPrivate,
        @Matches(Form.CIDR) List<String> allowAddresses,
        @Range(min = 1, max = 65_535) List<Integer> ports,
        @Default("20") @Range(min = 1, max = 500) int maxFileMb,
        @Default("50") @Range(min = 1, max = 1_000) int maxTotalMb,
        @Default("50") @Range(min = 1, max = 1_000) int maxFiles,
        @Default("3") @Range(min = 0, max = 20) int maxRedirects,
        @Default("5000") @Range(min = 1, max = 600_000) int connectMs,
        @Default("30000") @Range(min = 1, max = 600_000) int timeoutMs,
        @Default("200") @Range(min = 1, max = 100_000) int maxAtOnce) {}
