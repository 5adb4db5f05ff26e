package dev.sprue.bench.run;

import java.util.List;
import java.util.OptionalLong;

/**
 * Something that relays to the upstream, or the upstream itself.
 *
 * @param name as in the report
 * @param port plain HTTP on 127.0.0.1
 * @param path where chat completions are posted
 * @param apiKey what is sent as {@code api-key}; empty for none
 * @param model the model's name for its callers
 * @param pid the process whose memory and processor time count; absent for the upstream itself
 */
public record Target(String name, int port, String path, String apiKey, String model, OptionalLong pid) {

    /** The upstream without anything before it: what generator and upstream can do. */
    public static final String DIRECT = "direct";

    /** What the others are compared with. */
    public static final String NGINX = "nginx";

    /** Another relay. */
    public static final String HAPROXY = "haproxy";

    /** The product. */
    public static final String SPRUE = "sprue";

    /** All of them. */
    public static final List<String> ALL = List.of(DIRECT, NGINX, HAPROXY, SPRUE);
}
