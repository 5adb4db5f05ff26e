package dev.sprue.conformance.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.conformance.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A request as {@code Azure.AI.Inference} for .NET writes it: its headers, its order of fields, and its way to escape
 * texts (everything but plain ASCII, and of that also {@code " ' + < > &}), from the client's source and recordings.
 *
 * @param head the request line and the headers
 * @param body the body's text, empty where there is none
 */
record DotNetRequest(String head, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the request of that name from the folder {@code dotnet}. */
    static DotNetRequest named(String name) {
        try (InputStream in =
                Objects.requireNonNull(DotNetRequest.class.getResourceAsStream("dotnet/" + name + ".http"))) {
            String[] parts = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n\n", 2);
            return new DotNetRequest(parts[0], parts[1].strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for another text in its place. */
    DotNetRequest with(String place, String text) {
        return new DotNetRequest(head.replace(place, text), body.replace(place, text));
    }

    DotNetRequest forModel(String model) {
        return with("${model}", model);
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends it as it is and reads the answer; an answer that was cut fails the test. */
    Answer send(Endpoint endpoint) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        DotNetRequest filled = with("${host}", endpoint.base().getAuthority())
                .with("${key}", endpoint.key())
                .with("${length}", Integer.toString(bytes.length));
        try (RawConnection connection = new RawConnection(endpoint)) {
            connection.write(filled.head.replace("\n", "\r\n") + "\r\n\r\n" + filled.body);
            RawAnswer answer = connection.read();
            if (!answer.whole()) {
                throw new AssertionError("the answer was cut: " + answer.answer());
            }
            return answer.answer();
        }
    }
}
