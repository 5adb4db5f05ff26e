package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.api.requests.ChatChecks;
import dev.sprue.gateway.api.requests.ChatRules;
import dev.sprue.gateway.api.requests.SecurityContextChecks;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;

/** Checks every field that the API defines for a chat completion; {@code null} is the same as absent. */
final class RequestChecks {

    private static final String USER_SECURITY_CONTEXT = "user_security_context";
    private static final ChatChecks CHAT = new ChatChecks(new ChatRules(false, false));

    private RequestChecks() {}

    /** @throws dev.sprue.gateway.error.FailureException 400, with the place */
    static void chat(JsonFields body, ApiVersion version) {
        for (int i = 0; i < body.count(); i++) {
            if (body.kind(i) != JsonKind.NULL) {
                chatField(body.name(i), body, i, version);
            }
        }
    }

    private static void chatField(String name, JsonFields body, int field, ApiVersion version) {
        if (!CHAT.check(name, body, field)
                && name.equals(USER_SECURITY_CONTEXT)
                && RequestFields.defines(Operation.CHAT_COMPLETION, version, name)) {
            SecurityContextChecks.check(JsonValue.of(body, field));
        }
    }
}
