package dev.sprue.gateway.http;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import io.vertx.core.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes edited bodies that are bodies again, scanned and ready for further edits: one that lies on the heap at once, one
 * that lies in a file on {@link HeavyWork}, into another file.
 */
public final class BodyEditor {

    private final Path folder;
    private final HeavyWork heavy;

    /**
     * @param dataDir the data folder, in which large bodies pass through {@code spool}
     */
    public BodyEditor(Path dataDir, HeavyWork heavy) {
        this.folder = dataDir.resolve("spool");
        this.heavy = heavy;
    }

    /**
     * Edits a body.
     *
     * @param context the caller's event loop
     * @param edits the edits to make; may be none, and then {@code then} gets the body as it was
     * @param then takes the edited body, on that loop, perhaps before this returns
     * @param failed takes the failure, on that loop
     */
    public void edit(
            Context context,
            JsonFields body,
            Function<JsonFields, JsonSplicer> edits,
            Consumer<JsonFields> then,
            Consumer<Failure> failed) {
        switch (body.bytes()) {
            case JsonBytes.Heap heap -> {
                JsonSplicer splicer = edits.apply(body);
                then.accept(splicer.isUnedited() ? body : JsonFields.scanEdited(new JsonBytes.Heap(splicer.splice())));
            }
            case JsonBytes.Mapped mapped -> grow(context, body, edits, then, failed);
        }
    }

    /** The same for edits that make a body much larger: it goes to a file in any case, and {@code then} runs later. */
    public void grow(
            Context context,
            JsonFields body,
            Function<JsonFields, JsonSplicer> edits,
            Consumer<JsonFields> then,
            Consumer<Failure> failed) {
        heavy.run(context, () -> spooled(body, edits.apply(body)), then, failed);
    }

    private JsonFields spooled(JsonFields body, JsonSplicer splicer) throws IOException {
        if (splicer.isUnedited()) {
            return body;
        }
        try (Spool spool = Spool.open(folder)) {
            for (JsonSplicer.Part part : splicer.parts()) {
                spool.append(
                        switch (part) {
                            case JsonSplicer.Kept kept -> kept(body.bytes(), kept);
                            case JsonSplicer.Pasted pasted -> ByteBuffer.wrap(pasted.bytes());
                        });
            }
            return JsonFields.scanEdited(spool.finish());
        }
    }

    private static ByteBuffer kept(JsonBytes bytes, JsonSplicer.Kept kept) {
        return switch (bytes) {
            case JsonBytes.Heap heap -> ByteBuffer.wrap(heap.array(), kept.from(), kept.length());
            case JsonBytes.Mapped mapped -> mapped.buffer().slice(kept.from(), kept.length());
        };
    }
}
