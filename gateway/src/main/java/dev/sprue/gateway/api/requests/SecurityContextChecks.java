package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.regex.Pattern;

/** Checks {@code user_security_context}, by which Azure's APIs are told for whom an application asks. */
public final class SecurityContextChecks {

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private SecurityContextChecks() {}

    /** @throws dev.sprue.gateway.error.FailureException 400, with the place */
    public static void check(JsonValue context) {
        ValueChecks.kind(context, JsonKind.OBJECT);
        JsonFields fields = context.fields();
        bounded(context, fields, "application_name", 0, 100);
        guid(context, fields, "end_user_id");
        guid(context, fields, "end_user_tenant_id");
        bounded(context, fields, "source_ip", 2, 45);
    }

    private static void guid(JsonValue parent, JsonFields fields, String name) {
        JsonValue value = ValueChecks.field(parent, fields, name);
        if (value != null && !GUID.matcher(ValueChecks.text(value, 36, 36)).matches()) {
            throw ValueChecks.wrong(value, "it is no GUID", "a GUID such as 01234567-89ab-cdef-0123-456789abcdef");
        }
    }

    private static void bounded(JsonValue parent, JsonFields fields, String name, int minChars, int maxChars) {
        JsonValue value = ValueChecks.field(parent, fields, name);
        if (value != null) {
            ValueChecks.text(value, minChars, maxChars);
        }
    }
}
