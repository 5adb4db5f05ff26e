package dev.sprue.engine.wire;

import java.util.Optional;

/** Writes errors in OpenAI's form. */
public final class ErrorWriter {

    private ErrorWriter() {}

    /** Returns the JSON body of an error. */
    public static byte[] write(ApiException error) {
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeObjectFieldStart("error");
            out.writeStringField("message", error.text());
            out.writeStringField("type", error.type());
            Optional<String> param = error.param();
            if (param.isPresent()) {
                out.writeStringField("param", param.get());
            } else {
                out.writeNullField("param");
            }
            out.writeStringField("code", error.code());
            out.writeEndObject();
            out.writeEndObject();
        });
    }
}
