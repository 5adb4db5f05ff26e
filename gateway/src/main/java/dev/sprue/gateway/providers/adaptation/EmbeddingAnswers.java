package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.upstream.Gathered;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes embeddings answers what callers expect: as many vectors as inputs, in their order and numbered, each in the encoding
 * that was asked for. What is so already goes through as it is; of the rest, only what must change is written anew.
 */
final class EmbeddingAnswers {

    private EmbeddingAnswers() {}

    /**
     * An answer in order and in an encoding.
     *
     * @param provider who answered, for errors
     * @param inputs vectors that there must be
     * @param wanted the encoding that the caller wants
     * @param asked whether the server was asked for that encoding
     * @throws dev.sprue.gateway.error.FailureException 502 where it cannot be made of what came
     */
    static WholeAnswer shaped(String provider, WholeAnswer answer, int inputs, Encoding wanted, boolean asked) {
        EmbeddingItems items = items(provider, answer);
        if (items.count() != inputs) {
            throw Failure.ofProvider(provider, "it gave " + items.count() + " vectors for " + inputs + " inputs")
                    .toException();
        }
        if (items.isTidy() && isAllWritten(items, wanted, asked)) {
            return answer;
        }
        Vector vector = new Vector();
        return withFields(List.of(answer), answer.usage(), out -> {
            for (int item = 0; item < inputs; item++) {
                byte[] other = isWritten(items, item, wanted, asked)
                        ? null
                        : VectorWriter.write(wanted, read(provider, vector, items, item));
                add(out, item == 0 ? "[" : ",");
                add(out, items, item, item, other);
            }
            add(out, "]");
        });
    }

    private static Vector read(String provider, Vector vector, EmbeddingItems items, int item) {
        try {
            vector.read(items.bytes(), items.valueStart(item), items.valueEnd(item));
            return vector;
        } catch (NumberFormatException garbage) {
            throw Failure.ofProvider(provider, "a vector of its answer holds " + garbage.getMessage())
                    .toException();
        }
    }

    private static EmbeddingItems items(String provider, WholeAnswer answer) {
        try {
            EmbeddingItems items = EmbeddingItems.of(answer);
            if (items.areVectors()) {
                return items;
            }
            throw Failure.ofProvider(provider, "its answer has data without a vector")
                    .toException();
        } catch (JsonSyntaxException odd) {
            throw Failure.ofProvider(provider, "its answer cannot be read: " + odd.getMessage())
                    .toException();
        }
    }

    private static boolean isAllWritten(EmbeddingItems items, Encoding wanted, boolean asked) {
        for (int item = 0; item < items.count(); item++) {
            if (!isWritten(items, item, wanted, asked)) {
                return false;
            }
        }
        return true;
    }

    /** Servers that do not know an encoding, or any, mostly say nothing and send numbers. */
    private static boolean isWritten(EmbeddingItems items, int item, Encoding wanted, boolean asked) {
        boolean text = items.bytes()[items.valueStart(item)] == '"';
        return switch (wanted) {
            case FLOAT -> !text;
            case BASE64 -> text;
            case INT8, UINT8, BINARY, UBINARY -> asked && !text && isOfIntegers(items, item);
        };
    }

    private static boolean isOfIntegers(EmbeddingItems items, int item) {
        for (int i = items.valueStart(item); i < items.valueEnd(item); i++) {
            byte b = items.bytes()[i];
            if (b == '.' || b == 'e' || b == 'E') {
                return false;
            }
        }
        return true;
    }

    /** One answer of several, each of which is in order; the fields beside the vectors are those of the first. */
    static WholeAnswer joined(String provider, List<WholeAnswer> answers) {
        Usage usage = answers.stream().map(WholeAnswer::usage).reduce(Usage.NONE, Usage::plus);
        return withFields(answers, usage, out -> {
            int number = 0;
            for (WholeAnswer answer : answers) {
                EmbeddingItems items = items(provider, answer);
                for (int item = 0; item < items.count(); item++) {
                    add(out, number == 0 ? "[" : ",");
                    add(out, items, item, number++, null);
                }
            }
            add(out, "]");
        });
    }

    /** Adds an item with its number and, where it is not null, another vector. */
    private static void add(Gathered out, EmbeddingItems items, int item, int number, byte @Nullable [] vector) {
        byte[] bytes = items.bytes();
        int at = items.start(item);
        boolean indexFirst = items.indexStart(item) < items.valueStart(item);
        if (items.indexStart(item) < 0) {
            add(out, "{\"index\":" + number + ",");
            at++;
        } else if (indexFirst) {
            at = addNumber(out, items, item, number, at);
        }
        if (vector != null) {
            out.add(bytes, at, items.valueStart(item));
            out.add(vector, 0, vector.length);
            at = items.valueEnd(item);
        }
        if (!indexFirst) {
            at = addNumber(out, items, item, number, at);
        }
        out.add(bytes, at, items.end(item));
    }

    private static int addNumber(Gathered out, EmbeddingItems items, int item, int number, int from) {
        out.add(items.bytes(), from, items.indexStart(item));
        add(out, Integer.toString(number));
        return items.indexEnd(item);
    }

    /**
     * An answer with the first one's fields, other vectors, and, of several answers, the sum of what they used.
     *
     * @param data adds the array of vectors
     */
    private static WholeAnswer withFields(List<WholeAnswer> answers, Usage usage, Consumer<Gathered> data) {
        JsonFields fields = answers.getFirst().fields();
        Gathered out = new Gathered();
        boolean several = answers.size() > 1;
        boolean counted = false;
        for (int field = 0; field < fields.count(); field++) {
            String name = fields.name(field);
            add(out, field == 0 ? "{" : ",");
            byte[] key = fields.bytes().copy(fields.keyStart(field), fields.valueStart(field));
            out.add(key, 0, key.length);
            if (field == fields.find("data").orElseThrow()) {
                data.accept(out);
            } else if (several && !counted && name.equals("usage")) {
                byte[] sum = UsageSum.of(answers);
                out.add(sum, 0, sum.length);
                counted = true;
            } else {
                byte[] value = fields.valueBytes(field);
                out.add(value, 0, value.length);
            }
        }
        add(out, "}");
        // Of several pieces, an array of its own.
        byte[] bytes = out.joined().array();
        return new WholeAnswer(bytes, 0, bytes.length, JsonFields.scanEdited(new JsonBytes.Heap(bytes)), usage);
    }

    private static void add(Gathered out, String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        out.add(bytes, 0, bytes.length);
    }
}
