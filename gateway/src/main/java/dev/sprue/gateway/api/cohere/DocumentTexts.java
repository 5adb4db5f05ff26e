package dev.sprue.gateway.api.cohere;

import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a request as texts, which is all that servers of today take: an object gives its {@code text}, or the fields that
 * {@code rank_fields} names, a line each and in that order, as Cohere advises. Texts are copied as they are spelt.
 */
final class DocumentTexts {

    private static final String FORMS = "a string, or an object with a text";

    private final @Nullable List<String> rankFields;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean objects;
    private int count;

    private DocumentTexts(Optional<JsonValue> rankFields) {
        this.rankFields = rankFields.map(DocumentTexts::texts).orElse(null);
    }

    /**
     * Checks the documents of a request.
     *
     * @param documents the field's value
     * @param rankFields the fields to look at in objects, which have been checked
     * @return all as texts, an array; empty where they are texts already
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    static Optional<byte[]> of(JsonValue documents, Optional<JsonValue> rankFields) {
        ValueChecks.items(documents);
        DocumentTexts texts = new DocumentTexts(rankFields);
        documents.items(texts::check);
        if (texts.count > RerankChecks.MAX_DOCUMENTS) {
            throw ValueChecks.wrong(
                    documents,
                    "it has " + texts.count + " items",
                    "an array of at most " + RerankChecks.MAX_DOCUMENTS + " items");
        }
        if (!texts.objects) {
            return Optional.empty();
        }
        texts.out.write('[');
        documents.items(texts::write);
        texts.out.write(']');
        return Optional.of(texts.out.toByteArray());
    }

    private void check(JsonValue document) {
        count++;
        switch (document.kind()) {
            case STRING -> notEmpty(document);
            case OBJECT -> objects = true;
            default ->
                throw ValueChecks.wrong(document, "it is " + document.kind().words(), FORMS);
        }
    }

    private static void notEmpty(JsonValue text) {
        ValueChecks.text(text, 1, Integer.MAX_VALUE);
    }

    private void write(JsonValue document) {
        if (out.size() > 1) {
            out.write(',');
        }
        if (document.kind() == JsonKind.STRING) {
            out.writeBytes(document.copy(document.start(), document.end()));
        } else if (rankFields == null) {
            JsonValue text = ValueChecks.require(document, "text", JsonKind.STRING);
            notEmpty(text);
            out.writeBytes(text.copy(text.start(), text.end()));
        } else {
            writeFields(document, rankFields);
        }
    }

    private void writeFields(JsonValue document, List<String> names) {
        JsonFields fields = document.fields();
        boolean first = true;
        out.write('"');
        for (String name : names) {
            JsonValue value = ValueChecks.field(document, fields, name);
            if (value != null) {
                writeInside(JsonText.quote((first ? "" : "\n") + name + ": "));
                writeInside(
                        value.kind() == JsonKind.STRING
                                ? value.copy(value.start(), value.end())
                                : JsonText.quote(value.raw()));
                first = false;
            }
        }
        out.write('"');
        if (first) {
            throw ValueChecks.wrong(document, "it has none of the fields that rank_fields names", "one of them");
        }
    }

    /** What stands between the quotes of a string. */
    private void writeInside(byte[] quoted) {
        out.write(quoted, 1, quoted.length - 2);
    }

    private static List<String> texts(JsonValue array) {
        List<String> texts = new ArrayList<>();
        array.items(item -> texts.add(item.text()));
        return texts;
    }

    /** The bytes of each document as it was sent, in order. */
    static List<String> asSent(JsonValue documents) {
        List<String> sent = new ArrayList<>();
        documents.items(document -> sent.add(
                document.kind() == JsonKind.STRING
                        ? "{\"text\":"
                                + new String(document.copy(document.start(), document.end()), StandardCharsets.UTF_8)
                                + "}"
                        : document.raw()));
        return sent;
    }
}
