package dev.sprue.gateway.http;

import io.vertx.core.http.HttpHeaders;

/**
 * Names and values of headers that every request or answer has, in the form that the wire wants: written by copying
 * bytes, where a {@code String} is written character by character.
 */
public final class Headers {

    /** {@code accept}. */
    public static final CharSequence ACCEPT = HttpHeaders.ACCEPT;

    /** {@code authorization}. */
    public static final CharSequence AUTHORIZATION = HttpHeaders.AUTHORIZATION;

    /** {@code content-type}. */
    public static final CharSequence CONTENT_TYPE = HttpHeaders.CONTENT_TYPE;

    /** {@code user-agent}. */
    public static final CharSequence USER_AGENT = HttpHeaders.USER_AGENT;

    /** {@code application/json}. */
    public static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    /** {@code text/event-stream}. */
    public static final CharSequence EVENT_STREAM = HttpHeaders.createOptimized("text/event-stream");

    /** {@code text/event-stream; charset=utf-8}. */
    public static final CharSequence EVENT_STREAM_UTF8 =
            HttpHeaders.createOptimized("text/event-stream; charset=utf-8");

    /** What Sprue calls itself upstream. */
    public static final CharSequence SPRUE = HttpHeaders.createOptimized("sprue");

    /** {@code x-ms-region}. */
    public static final CharSequence REGION = HttpHeaders.createOptimized("x-ms-region");

    /** {@code x-ms-deployment-name}. */
    public static final CharSequence DEPLOYMENT_NAME = HttpHeaders.createOptimized("x-ms-deployment-name");

    /** {@code x-ms-rai-invoked}: whether content filters ran. */
    public static final CharSequence RAI_INVOKED = HttpHeaders.createOptimized("x-ms-rai-invoked");

    /** {@code x-sprue-attempts}: which providers were asked, and what came of it. */
    public static final CharSequence ATTEMPTS = HttpHeaders.createOptimized("x-sprue-attempts");

    /** {@code false}. */
    public static final CharSequence FALSE = HttpHeaders.createOptimized("false");

    static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    static final CharSequence APIM_REQUEST_ID = HttpHeaders.createOptimized("apim-request-id");
    static final CharSequence CLIENT_REQUEST_ID = HttpHeaders.createOptimized("x-ms-client-request-id");
    static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("x-content-type-options");
    static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");

    static final CharSequence CACHE_CONTROL = HttpHeaders.CACHE_CONTROL;
    static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
    static final CharSequence ACCEL_BUFFERING = HttpHeaders.createOptimized("x-accel-buffering");
    static final CharSequence NO = HttpHeaders.createOptimized("no");

    private Headers() {}

    /** A value that is sent again and again, in the form that the wire wants; {@code text} is printable ASCII. */
    public static CharSequence value(String text) {
        return HttpHeaders.createOptimized(text);
    }
}
