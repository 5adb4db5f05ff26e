package dev.sprue.gateway.http.egress;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.http.Deadlines;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.Gathered;
import dev.sprue.gateway.http.upstream.UpstreamCall;
import dev.sprue.gateway.http.upstream.UpstreamRequest;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.http.upstream.UpstreamSink;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One file on its way. Lives on one event loop. */
final class Fetching implements Egress.Fetch, UpstreamSink {

    private static final Header ACCEPT_ENCODING = new Header("accept-encoding", "identity");
    private static final Header CLOSE = new Header("connection", "close");
    private static final Buffer NOTHING = Buffer.buffer();
    private static final int MAX_ADDRESSES = 4;
    private static final int MAX_CAUSES = 10;

    private final Egress egress;
    private final Loop loop;
    private final MediaFormat.Kind kind;
    private final FetchSink sink;
    private final Deadlines.Watch deadline;

    private @Nullable RemoteUrl url;
    private @Nullable UpstreamCall call;
    private ArrayDeque<InetAddress> addresses = new ArrayDeque<>(0);
    private final Gathered gathered = new Gathered();
    private byte[] signature = new byte[0];
    private Optional<MediaFormat> format = Optional.empty();
    private int redirects;
    private boolean over;

    Fetching(Egress egress, Loop loop, MediaFormat.Kind kind, FetchSink sink) {
        this.egress = egress;
        this.loop = loop;
        this.kind = kind;
        this.sink = sink;
        int timeoutMs = egress.config().timeoutMs();
        this.deadline = loop.deadlines().start(timeoutMs, () -> fail("it took longer than " + timeoutMs + " ms"));
    }

    void start(String text) {
        try {
            go(RemoteUrl.parse(text));
        } catch (RemoteUrl.BadUrlException bad) {
            refuse("it " + bad.problem());
        }
    }

    private void go(RemoteUrl next) {
        url = next;
        if (!egress.allowsPort(next.port())) {
            refuse("its port is none that may be reached");
        } else if (next.hasAddress()) {
            reach(next, List.of(InetAddress.ofLiteral(next.host())));
        } else {
            egress.resolver().resolve(loop.context(), next.host(), found -> {
                if (!over) {
                    reach(next, found);
                }
            });
        }
    }

    /** Whether a name is unknown or its address may not be reached must look the same to who tries names out. */
    private void reach(RemoteUrl next, List<InetAddress> found) {
        addresses = new ArrayDeque<>(found.stream()
                .filter(egress.addresses()::allows)
                .limit(MAX_ADDRESSES)
                .toList());
        if (addresses.isEmpty()) {
            refuse("its host has no address that may be reached");
        } else {
            send(next, addresses.removeFirst());
        }
    }

    private void send(RemoteUrl next, InetAddress address) {
        List<Header> headers = new ArrayList<>(4);
        headers.add(new Header(Headers.ACCEPT, kind.accept()));
        headers.add(ACCEPT_ENCODING);
        headers.add(new Header(Headers.USER_AGENT, Headers.SPRUE));
        if (!next.tls()) {
            headers.add(CLOSE);
        }
        call = loop.client()
                .send(
                        new UpstreamRequest(
                                next.endpoint(address, egress.config().connectMs()),
                                "GET",
                                next.target(),
                                headers,
                                NOTHING),
                        this);
    }

    @Override
    public void unreachable(Throwable cause) {
        RemoteUrl now = url;
        if (over || now == null) {
            return;
        }
        if (isTls(cause)) {
            fail("no secure connection could be made to its server");
        } else if (addresses.isEmpty()) {
            fail("no connection could be made to its server");
        } else {
            send(now, addresses.removeFirst());
        }
    }

    private static boolean isTls(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (cause instanceof SSLException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    @Override
    public void broken() {
        fail("the connection broke off");
    }

    @Override
    public void head(AnswerHead head) {
        if (over) {
            return;
        }
        switch (head.status()) {
            case 200 -> begin(head);
            case 301, 302, 303, 307, 308 -> redirect(head.header("location"));
            default -> fail("its server answered with status " + head.status());
        }
    }

    private void begin(AnswerHead head) {
        if (head.header("content-length").map(Fetching::length).orElse(0L) > egress.maxFileBytes()) {
            tooLarge();
        } else if (head.header("content-encoding")
                .map(encoding -> encoding.toLowerCase(Locale.ROOT))
                .filter(encoding -> !encoding.isBlank() && !encoding.equals("identity"))
                .isPresent()) {
            fail("its server sent it compressed, unasked");
        }
    }

    private static long length(String header) {
        try {
            return Long.parseLong(header);
        } catch (NumberFormatException none) {
            return Long.MAX_VALUE;
        }
    }

    private void redirect(Optional<String> location) {
        RemoteUrl now = url;
        reset();
        if (location.isEmpty() || now == null) {
            fail("its server redirects to nowhere");
        } else if (++redirects > egress.config().maxRedirects()) {
            fail("it redirects more than " + egress.config().maxRedirects() + " times");
        } else {
            try {
                RemoteUrl next = now.resolve(location.get());
                if (now.tls() && !next.tls()) {
                    refuse("it redirects from https to http");
                } else {
                    go(next);
                }
            } catch (RemoteUrl.BadUrlException bad) {
                refuse("it redirects to a URL that " + bad.problem());
            }
        }
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        if (over || from == to) {
            return;
        }
        gathered.add(bytes, from, to);
        if (gathered.length() > egress.maxFileBytes()) {
            tooLarge();
        } else if (!sink.holds(to - from)) {
            cancel();
        } else if (signature.length < MediaFormat.SIGNATURE_BYTES) {
            int known = signature.length;
            int more = Math.min(to - from, MediaFormat.SIGNATURE_BYTES - known);
            signature = Arrays.copyOf(signature, known + more);
            System.arraycopy(bytes, from, signature, known, more);
            if (signature.length == MediaFormat.SIGNATURE_BYTES) {
                look();
            }
        }
    }

    /** What it is shows in its first bytes; what it is not need not be read. */
    private void look() {
        format = MediaFormat.of(signature).filter(found -> found.kind() == kind);
        if (format.isEmpty()) {
            fail("it is not " + kind.words());
        }
    }

    @Override
    public void turnOver() {}

    @Override
    public void end() {
        if (over) {
            return;
        }
        call = null;
        if (format.isEmpty()) {
            look();
        }
        if (!over) {
            settle();
            sink.fetched(new RemoteFile(gathered.joined(), format.orElseThrow()));
        }
    }

    private void tooLarge() {
        fail("it is larger than " + egress.config().maxFileMb() + " MB");
    }

    private void refuse(String reason) {
        end(ErrorCode.REMOTE_FILE_NOT_ALLOWED, reason);
    }

    private void fail(String reason) {
        end(ErrorCode.REMOTE_FILE_FAILED, reason);
    }

    private void end(ErrorCode code, String reason) {
        if (!over) {
            cancel();
            sink.failed(code, reason);
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            settle();
            reset();
        }
    }

    private void settle() {
        over = true;
        deadline.stop();
        egress.closed();
    }

    private void reset() {
        UpstreamCall now = call;
        call = null;
        if (now != null) {
            now.reset();
        }
    }
}
