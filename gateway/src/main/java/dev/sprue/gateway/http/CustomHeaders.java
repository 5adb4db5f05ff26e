package dev.sprue.gateway.http;

import dev.sprue.gateway.http.server.HttpCall;
import java.util.List;
import java.util.Set;

/**
 * Counts the headers that a caller made up: those that are neither HTTP's own (the registry of RFC 9110, section 16.3.1), nor
 * read by any surface, nor put in by clients' libraries, proxies and tracing on the way.
 */
final class CustomHeaders {

    private static final List<String> EXEMPT_BEGINNINGS = List.of(
            // HTTP's own, and browsers'
            "accept",
            "access-control-",
            "content-",
            "if-",
            "proxy-",
            "sec-",
            "upgrade",
            // Microsoft's and OpenAI's clients
            "azureml-",
            "openai-",
            "x-ms-",
            "x-stainless-",
            // proxies
            "cf-",
            "x-amzn-",
            "x-arr-",
            "x-azure-",
            "x-envoy-",
            "x-forwarded-",
            "x-original-",
            // tracing
            "x-b3-",
            "x-datadog-",
            "x-ot-");

    private static final Set<String> EXEMPT = Set.of(
            // HTTP's own
            "authorization",
            "cache-control",
            "connection",
            "cookie",
            "date",
            "dnt",
            "expect",
            "forwarded",
            "from",
            "host",
            "http2-settings",
            "keep-alive",
            "max-forwards",
            "origin",
            "pragma",
            "prefer",
            "priority",
            "range",
            "referer",
            "te",
            "trailer",
            "transfer-encoding",
            "user-agent",
            "via",
            "warning",
            // read here, or sent by Microsoft's clients
            "api-key",
            "client-request-id",
            "extra-parameters",
            "repeatability-first-sent",
            "repeatability-request-id",
            "return-client-request-id",
            // proxies
            "true-client-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-correlation-id",
            "x-real-ip",
            "x-request-id",
            // tracing
            "b3",
            "baggage",
            "correlation-context",
            "elastic-apm-traceparent",
            "grpc-trace-bin",
            "request-id",
            "sentry-trace",
            "traceparent",
            "tracestate",
            "uber-trace-id",
            "x-cloud-trace-context");

    private CustomHeaders() {}

    static int count(HttpCall call) {
        int count = 0;
        for (String name : call.headerNames()) {
            count += isCustom(name) ? 1 : 0;
        }
        return count;
    }

    private static boolean isCustom(String name) {
        return !EXEMPT.contains(name) && EXEMPT_BEGINNINGS.stream().noneMatch(name::startsWith);
    }
}
