package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.MemoryBudget;
import dev.sprue.gateway.http.egress.Egress;
import dev.sprue.gateway.http.egress.FetchSink;
import dev.sprue.gateway.http.egress.MediaFormat;
import dev.sprue.gateway.http.egress.RemoteFile;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.BodyFaults;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.LaterFlight;
import dev.sprue.gateway.providers.ProviderCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call whose files are fetched first, a few at a time and each URL once. Lives on the call's event loop. The files are
 * held in memory, and counted there, until they are in the request, which goes to disk.
 */
final class RemoteMediaFlight implements Flight {

    private static final int AT_ONCE = 4;
    private static final long RETRY_MS = 1_000;

    /** What lies at one URL, and the parts that name it. */
    private record Source(MediaFormat.Kind kind, String url) {}

    private final RemoteMedia media;
    private final ProviderCall call;
    private final AnswerSink sink;
    private final LaterFlight later = new LaterFlight();
    private final MemoryBudget.Share memory;
    private final Map<Source, List<RemotePart>> parts = new LinkedHashMap<>();
    private final Map<Source, byte[]> files = new LinkedHashMap<>();
    private final ArrayDeque<Source> waiting = new ArrayDeque<>();
    private final List<Egress.Fetch> fetches = new ArrayList<>();
    private long fetchedBytes;
    private int fetching;
    private boolean over;

    RemoteMediaFlight(RemoteMedia media, ProviderCall call, AnswerSink sink) {
        this.media = media;
        this.call = call;
        this.sink = sink;
        this.memory = call.loop().memory().share();
    }

    /** Fetches what the parts name, then makes the call. */
    void start(List<RemotePart> found) {
        if (over) {
            return;
        }
        for (RemotePart part : found) {
            Source source = new Source(part.kind(), part.url().text());
            parts.computeIfAbsent(source, one -> new ArrayList<>(1)).add(part);
            if (parts.size() > media.egress().maxFiles()) {
                refuse(
                        part.url(),
                        ErrorCode.REMOTE_FILE_NOT_ALLOWED,
                        "a request may name " + media.egress().maxFiles() + " files by URL");
                return;
            }
        }
        waiting.addAll(parts.keySet());
        next();
    }

    private void next() {
        if (!over && files.size() == parts.size()) {
            call();
        }
        while (!over && fetching < AT_ONCE && !waiting.isEmpty()) {
            Source source = waiting.removeFirst();
            fetching++;
            fetches.add(media.egress().fetch(call.loop(), source.url, source.kind, new Taking(source)));
        }
    }

    private void call() {
        if (parts.isEmpty()) {
            began(call);
            return;
        }
        Map<RemotePart, byte[]> filled = new LinkedHashMap<>();
        files.forEach((source, file) -> parts.getOrDefault(source, List.of()).forEach(part -> filled.put(part, file)));
        media.bodies()
                .grow(
                        call.loop().context(),
                        call.call().body(),
                        body -> withFiles(body, filled),
                        body -> began(call.with(call.call().with(body))),
                        this::fail);
    }

    private static JsonSplicer withFiles(JsonFields body, Map<RemotePart, byte[]> files) {
        JsonSplicer splicer = new JsonSplicer(body);
        files.forEach((part, file) -> part.put(splicer, file));
        return splicer;
    }

    private void began(ProviderCall filled) {
        if (!over) {
            release();
            later.begin(() -> media.inner().infer(filled, sink));
        }
    }

    private void refuse(JsonValue url, ErrorCode code, String reason) {
        fail(Failure.of(code, BodyFaults.place(url), reason)
                .withDetails(List.of(BodyFaults.at(url, code.code(), "It cannot be fetched: " + reason))));
    }

    void fail(Failure failure) {
        if (!over) {
            release();
            sink.failed(failure);
        }
    }

    /** Nothing is fetched any more, or held. */
    private void release() {
        over = true;
        fetches.forEach(Egress.Fetch::cancel);
        fetches.clear();
        waiting.clear();
        files.clear();
        memory.close();
    }

    @Override
    public void pause() {
        later.pause();
    }

    @Override
    public void resume() {
        later.resume();
    }

    @Override
    public void cancel() {
        if (!over) {
            release();
        }
        later.cancel();
    }

    /** Takes the file of one URL. */
    private final class Taking implements FetchSink {

        private final Source source;

        Taking(Source source) {
            this.source = source;
        }

        @Override
        public boolean holds(int bytes) {
            fetchedBytes += bytes;
            if (fetchedBytes > media.egress().maxTotalBytes()) {
                failed(
                        ErrorCode.REMOTE_FILE_FAILED,
                        "the files of this request are larger than "
                                + media.egress().maxTotalBytes() / (1024 * 1024) + " MB together");
                return false;
            }
            // As they came, and in base64.
            if (!memory.set(fetchedBytes * 7 / 3)) {
                fail(Failure.of(ErrorCode.MEMORY_SHORT).withRetryAfterMs(RETRY_MS));
                return false;
            }
            return true;
        }

        @Override
        public void fetched(RemoteFile file) {
            media.heavy()
                    .run(
                            call.loop().context(),
                            () -> RemotePart.encode(file),
                            this::encoded,
                            RemoteMediaFlight.this::fail);
        }

        private void encoded(byte[] json) {
            if (!over) {
                files.put(source, json);
                fetching--;
                next();
            }
        }

        @Override
        public void failed(ErrorCode code, String reason) {
            if (code == ErrorCode.OVERLOADED) {
                fail(Failure.of(code).withRetryAfterMs(RETRY_MS));
            } else {
                JsonValue url = parts.getOrDefault(source, List.of()).getFirst().url();
                refuse(url, code, reason);
            }
        }
    }
}
