package dev.sprue.gateway.api.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.api.answers.ErrorJson;
import dev.sprue.gateway.api.answers.JsonBody;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.UpstreamFault;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Renders a failure as this API words it: {@code {"error": {code, message, ...}}}, and where parameters are at fault
 * also the flat copies that documented readers look for ({@code status}, {@code code}, {@code message}, {@code detail}).
 */
final class ErrorWriter {

    private static final Pattern HEADER_SAFE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private ErrorWriter() {}

    /** The body of an answer. */
    static byte[] body(Failure failure) {
        return JsonBody.of(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("code", code(failure));
            json.writeStringField("message", ErrorJson.message(failure));
            if (failure.code() == ErrorCode.NO_MODEL_NAME || failure.code() == ErrorCode.UNKNOWN_MODEL) {
                // A text where the specification has a list: so the service answers, and clients print it.
                json.writeStringField("details", failure.message() + " " + failure.remedy());
            } else if (failure.code().recorded()) {
                json.writeStringField("remedy", failure.remedy());
            }
            if (failure.upstream().isPresent()) {
                ErrorJson.innerError(json, failure.upstream().get());
            }
            json.writeEndObject();
            if (!failure.details().isEmpty()) {
                json.writeNumberField("status", failure.status());
                json.writeStringField("code", code(failure));
                json.writeStringField("message", ErrorJson.message(failure));
                detail(json, failure.details());
            }
            json.writeEndObject();
        });
    }

    /** The last event of a stream that broke after its first byte. */
    static byte[] event(Failure failure) {
        return JsonBody.of(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("code", code(failure));
            json.writeStringField("message", ErrorJson.message(failure));
            json.writeStringField("type", ErrorJson.type(failure));
            if (failure.upstream().isPresent()) {
                ErrorJson.innerError(json, failure.upstream().get());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** The code on the wire: the catalogue's, but where a provider refused the request, its own if it can be a header. */
    static String code(Failure failure) {
        return failure.code() == ErrorCode.UPSTREAM_REFUSED
                ? failure.upstream()
                        .flatMap(UpstreamFault::code)
                        .filter(code -> HEADER_SAFE.matcher(code).matches())
                        .orElse(failure.code().code())
                : failure.code().code();
    }

    private static void detail(JsonGenerator json, List<ParameterFault> faults) throws IOException {
        json.writeArrayFieldStart("detail");
        for (ParameterFault fault : faults) {
            json.writeStartObject();
            json.writeArrayFieldStart("loc");
            for (Object step : fault.location()) {
                switch (step) {
                    case Integer index -> json.writeNumber(index);
                    default -> json.writeString(step.toString());
                }
            }
            json.writeEndArray();
            json.writeFieldName("input");
            json.writeRawValue(fault.input());
            json.writeFieldName("value");
            json.writeRawValue(fault.input());
            json.writeStringField("msg", fault.message());
            json.writeStringField("type", fault.type());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
