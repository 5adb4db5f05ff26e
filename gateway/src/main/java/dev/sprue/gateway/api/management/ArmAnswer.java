package dev.sprue.gateway.api.management;

import dev.sprue.gateway.api.answers.JsonBody;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is answered.
 *
 * @param status its status, 200 to 299
 * @param headers headers beside those that every answer has
 * @param body JSON; empty where there is none
 */
public record ArmAnswer(int status, Map<String, String> headers, byte[] body) {

    /** The header that names the operation which an answer tells the end of. */
    static final String OPERATION = "x-sprue-operation-id";

    private static final byte[] NONE = new byte[0];

    /** With a body. */
    public static ArmAnswer of(int status, JsonBody.Content content) {
        return new ArmAnswer(status, Map.of(), JsonBody.of(content));
    }

    /** Without one. */
    public static ArmAnswer empty(int status) {
        return new ArmAnswer(status, Map.of(), NONE);
    }

    /** The same with one header more. */
    public ArmAnswer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new ArmAnswer(status, more, body);
    }
}
