package dev.sprue.bench.run;

import dev.sprue.bench.upstream.Provider;
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
 * @param streamEvents events of a stream that asks for no usage, {@code [DONE]} included
 * @param pid the process whose memory and processor time count; absent for the upstream itself
 */
public record Target(
        String name, int port, String path, String apiKey, String model, int streamEvents, OptionalLong pid) {

    /** The upstream without anything before it: what generator and upstream can do. */
    public static final String DIRECT = "direct";

    /** What the others are compared with. */
    public static final String NGINX = "nginx";

    /** Another relay. */
    public static final String HAPROXY = "haproxy";

    /** The product, by the Azure AI Model Inference API. */
    public static final String SPRUE = "sprue";

    /** The same process, by the Azure OpenAI API's URL of a deployment. */
    public static final String SPRUE_DEPLOYMENTS = "sprue-deployments";

    /** The same process, by the v1 route. */
    public static final String SPRUE_V1 = "sprue-v1";

    /** The same process and route, to a model whose server speaks Anthropic's dialect. */
    public static final String SPRUE_ANTHROPIC = translated(Provider.ANTHROPIC);

    /** Likewise for Gemini's. */
    public static final String SPRUE_GEMINI = translated(Provider.GEMINI);

    /** Likewise for Bedrock's. */
    public static final String SPRUE_BEDROCK = translated(Provider.BEDROCK);

    /** All that speak one dialect. */
    public static final List<String> ALL = List.of(DIRECT, NGINX, HAPROXY, SPRUE, SPRUE_DEPLOYMENTS, SPRUE_V1);

    /** Whether it is the product, whatever the route. */
    static boolean isSprue(String name) {
        return name.startsWith(SPRUE);
    }

    /** What a target is compared with: the routes of the product with one of them, all else with nginx. */
    static String baseOf(String name) {
        return isSprue(name) && !name.equals(SPRUE) ? SPRUE : NGINX;
    }

    /** The name of the product where it translates to a provider's dialect. */
    public static String translated(Provider provider) {
        return SPRUE + "-" + provider.type();
    }

    /** Whether a target translates. */
    static boolean translates(String name) {
        return List.of(SPRUE_ANTHROPIC, SPRUE_GEMINI, SPRUE_BEDROCK).contains(name);
    }
}
