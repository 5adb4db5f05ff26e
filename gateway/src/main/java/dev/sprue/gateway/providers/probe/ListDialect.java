package dev.sprue.gateway.providers.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.Dialect;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.ProviderErrors;
import dev.sprue.gateway.providers.upstream.StreamReader;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one page of a provider's list of models, by the road of its calls: with its credential, its time-outs, its errors. */
final class ListDialect implements Dialect {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] NOTHING = {'{', '}'};

    private final ListForm form;
    private final Optional<String> after;
    private final Faults faults;
    private volatile List<ListedModel> models = List.of();
    private volatile Optional<String> next = Optional.empty();

    /** @param after the mark of the page; empty for the first one */
    ListDialect(ListForm form, Optional<String> after, Faults faults) {
        this.form = form;
        this.after = after;
        this.faults = faults;
    }

    /** The models of the page, once it has been read. */
    List<ListedModel> models() {
        return models;
    }

    /** The mark of the next page; empty where this is the last one. */
    Optional<String> next() {
        return next;
    }

    @Override
    public Outgoing write(ProviderCall call) {
        return new Outgoing("GET", form.uri(after), form.headers(), Buffer.buffer());
    }

    @Override
    public WholeAnswer whole(ProviderCall call, AnswerHead head, HeapBytes body) throws JsonSyntaxException {
        JsonNode root = json(body.copy());
        if (!root.isContainerNode()) {
            throw faults.broken("its list of models is not JSON").toException();
        }
        List<ListedModel> found = new ArrayList<>();
        for (JsonNode item : form.items(root)) {
            form.read(item).ifPresent(found::add);
        }
        models = List.copyOf(found);
        next = form.next(root);
        JsonFields nothing = JsonFields.scanAnswer(NOTHING, 0, NOTHING.length, 1);
        return new WholeAnswer(NOTHING, 0, NOTHING.length, nothing, Usage.NONE);
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            return root == null ? MAPPER.missingNode() : root;
        } catch (IOException none) {
            return MAPPER.missingNode();
        }
    }

    @Override
    public StreamReader stream(ProviderCall call, AnswerHead head) {
        throw new IllegalStateException("a list is no stream");
    }

    @Override
    public Failure refusal(ProviderCall call, AnswerHead head, byte[] body) {
        JsonNode root = json(body);
        JsonNode error = root.path("error");
        JsonNode message = error.isTextual() ? error : error.path("message");
        JsonNode said = message.isTextual() ? message : root.path("message");
        Optional<String> words = said.isTextual()
                ? Optional.of(said.asText())
                : Optional.of(new String(body, StandardCharsets.UTF_8).strip()).filter(text -> !text.isEmpty());
        UpstreamFault fault = new UpstreamFault(
                faults.provider(),
                head.status(),
                Optional.empty(),
                words.map(ProviderErrors::cut),
                Optional.empty(),
                Optional.empty(),
                ProviderErrors.requestId(head));
        return ProviderErrors.of(fault, ProviderErrors.retryMs(head), Optional.empty());
    }
}
