package dev.sprue.conformance.foreign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sprue.conformance.BrokenStream;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.Trust;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import dev.sprue.conformance.upstream.Script;
import dev.sprue.conformance.upstream.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a suite in another language is told: where the products are, and what the stand-in will say. */
final class Environment {
    /** The variables by which Node and Python's HTTP libraries are told whom to trust. */
    static final List<String> TRUST = List.of("NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE");

    /** The file, in a suite's own folder, by which Java is told the same. */
    static final String TRUST_STORE = "trust.p12";

    private Environment() {}

    static Map<String, String> of(BuiltInProduct builtIn, RelayProduct relay, Path home) throws IOException {
        Path ca = home.resolve("ca.pem");
        Files.writeString(
                ca,
                Files.readString(builtIn.endpoint().ca())
                        + Files.readString(relay.endpoint().ca()));
        Trust.store(ca, home.resolve(TRUST_STORE));
        Path scripts = home.resolve("scripts.json");
        new ObjectMapper().writeValue(scripts.toFile(), scripts());
        Map<String, String> variables = new HashMap<>();
        variables.put("SPRUE_ENDPOINT", builtIn.endpoint().base().toString());
        variables.put("SPRUE_KEY", builtIn.endpoint().key());
        variables.put("SPRUE_RELAY_ENDPOINT", relay.endpoint().base().toString());
        variables.put("SPRUE_RELAY_KEY", relay.endpoint().key());
        variables.put("SPRUE_DEFAULTED_KEY", relay.defaulted().key());
        variables.put("SPRUE_SCRIPTS", scripts.toString());
        Path broken = home.resolve("broken-streams.json");
        new ObjectMapper().writeValue(broken.toFile(), brokenStreams());
        variables.put("SPRUE_BROKEN_STREAMS", broken.toString());
        variables.put("SPRUE_CA", ca.toString());
        TRUST.forEach(variable -> variables.put(variable, ca.toString()));
        return variables;
    }

    private static ArrayNode brokenStreams() {
        ArrayNode list = new ObjectMapper().createArrayNode();
        for (BrokenStream broken : BrokenStream.values()) {
            list.addObject()
                    .put("name", broken.name().toLowerCase(Locale.ROOT))
                    .put("model", broken.model())
                    .put("message", broken.message())
                    .put("partial", BrokenStream.PARTIAL)
                    .put("code", broken.code());
        }
        return list;
    }

    private static ArrayNode scripts() {
        ArrayNode list = new ObjectMapper().createArrayNode();
        for (Script script : Scripts.all()) {
            list.addObject()
                    .put("name", script.name())
                    .put("text", script.text())
                    .put("finish_reason", script.finishReason())
                    .put("prompt_tokens", OpenAiUpstream.PROMPT_TOKENS)
                    .put("completion_tokens", script.completionTokens());
        }
        return list;
    }
}
