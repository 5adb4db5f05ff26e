package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.answers.ArgumentsObject;
import dev.sprue.gateway.api.answers.CallPiece;
import dev.sprue.gateway.api.answers.CarriedDetails;
import dev.sprue.gateway.api.answers.DetailFragments;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A candidate in the making. Texts are parts as they come; calls, which come whole here, wait until the candidate ends, with the
 * signatures that belong to them.
 */
final class Candidate {

    private static final byte[] NONE = {};

    private final int index;
    private final Map<Integer, Call> calls = new TreeMap<>();
    private final Map<String, byte[]> signatures = new HashMap<>(0);
    private final List<byte[]> parts = new ArrayList<>(2);
    private final List<byte[]> chosen = new ArrayList<>(0);
    private final List<byte[]> top = new ArrayList<>(0);
    private final DetailFragments carried = new DetailFragments();
    private double logprobs;
    private int tokens;
    private byte[] textSignature = NONE;
    private int lastText = -1;
    private boolean said;
    private String finish = "";

    /** A call whose arguments grow. */
    private static final class Call {
        private byte[] id = {};
        private byte[] name = {'"', '"'};
        private final StringBuilder arguments = new StringBuilder();
    }

    Candidate(int index) {
        this.index = index;
    }

    /** A part that is a text: a JSON string. */
    void text(byte[] json, int from, int to, boolean thought) {
        JsonWriter out = new JsonWriter(to - from + 32);
        out.beginObject().name("text").raw(json, from, to);
        if (thought) {
            out.name("thought").bool(true);
        }
        if (!thought) {
            carried();
            lastText = parts.size();
        }
        parts.add(out.endObject().toBytes());
    }

    /** A signature, a JSON string, of the text: of the last part that is one, or in a part of its own after it. */
    void signature(byte[] data) {
        textSignature = data;
    }

    /** A part that is a JSON text already. */
    void part(byte[] json) {
        carried();
        parts.add(json);
    }

    /** An object, or a fragment of one, that another provider than Google wants back; it waits until something else follows. */
    void carry(byte[] json) {
        carried.add(json);
    }

    private void carried() {
        carried.drain(json -> parts.add(new JsonWriter(json.length * 2)
                .beginObject()
                .name("text")
                .string("")
                .name("thoughtSignature")
                .string(CarriedDetails.pack(json))
                .endObject()
                .toBytes()));
    }

    /** A signature, a JSON string, of the call with that id. */
    void signature(String call, byte[] data) {
        signatures.put(call, data);
    }

    void call(CallPiece piece) {
        carried();
        Call call = calls.computeIfAbsent(piece.index(), number -> new Call());
        if (isSaid(piece.id())) {
            call.id = piece.copy(piece.id());
        }
        if (isSaid(piece.name())) {
            call.name = piece.copy(piece.name());
        }
        byte[] arguments = piece.copy(piece.arguments());
        if (arguments.length > 0) {
            call.arguments.append(JsonText.unquote(arguments, 0, arguments.length));
        }
    }

    /** Some servers repeat both with every piece, empty. */
    private static boolean isSaid(CallPiece.Range string) {
        return string.to() - string.from() > 2;
    }

    /** How probable a token was. */
    void logprob(byte[] candidate, byte[] alternatives, double logprob) {
        chosen.add(candidate);
        top.add(alternatives);
        logprobs += logprob;
        tokens++;
    }

    void finish(String reason) {
        finish = finish.isEmpty() ? reason : finish;
    }

    /** Whether there is something to say before the end. */
    boolean hasParts() {
        return !parts.isEmpty() || textSignature.length > 0 || !chosen.isEmpty();
    }

    /** Writes what has come since this was asked last. */
    void write(boolean ends, JsonWriter out) {
        if (ends) {
            carried();
        }
        sign();
        if (ends) {
            calls.values().forEach(this::call);
        }
        out.beginObject().name("content").beginObject().name("parts").beginArray();
        if (parts.isEmpty() && said) {
            // Clients take content without parts for none at all.
            out.beginObject().name("text").string("").endObject();
        }
        said = true;
        parts.forEach(out::raw);
        out.endArray().name("role").string("model").endObject();
        if (ends) {
            out.name("finishReason").string(reason());
        }
        out.name("index").number(index);
        probabilities(out);
        out.endObject();
        parts.clear();
        lastText = -1;
        chosen.clear();
        top.clear();
        tokens = 0;
        logprobs = 0;
    }

    private void call(Call call) {
        JsonWriter out = new JsonWriter(128 + call.arguments.length());
        out.beginObject().name("functionCall").beginObject();
        String id = call.id.length == 0 ? "" : JsonText.unquote(call.id, 0, call.id.length);
        if (!id.isEmpty()) {
            out.name("id").raw(call.id);
        }
        out.name("name").raw(call.name);
        out.name("args").raw(ArgumentsObject.of(call.arguments.toString())).endObject();
        byte[] signature = signatures.get(id);
        if (signature != null) {
            out.name("thoughtSignature").raw(signature);
        }
        parts.add(out.endObject().toBytes());
    }

    private void sign() {
        if (textSignature.length > 0) {
            JsonWriter out = new JsonWriter(textSignature.length + 64);
            if (lastText < 0) {
                out.beginObject().name("text").string("");
                out.name("thoughtSignature").raw(textSignature).endObject();
                parts.add(out.toBytes());
            } else {
                byte[] text = parts.get(lastText);
                byte[] name = ",\"thoughtSignature\":".getBytes(StandardCharsets.US_ASCII);
                out.verbatim(text, 0, text.length - 1).verbatim(name, 0, name.length);
                out.verbatim(textSignature, 0, textSignature.length).endObject();
                parts.set(lastText, out.toBytes());
            }
            textSignature = NONE;
        }
    }

    private String reason() {
        return switch (finish) {
            case "\"length\"" -> "MAX_TOKENS";
            case "\"content_filter\"" -> "SAFETY";
            default -> "STOP";
        };
    }

    private void probabilities(JsonWriter out) {
        if (!chosen.isEmpty()) {
            out.name("avgLogprobs").raw(Double.toString(logprobs / tokens).getBytes(StandardCharsets.US_ASCII));
            out.name("logprobsResult").beginObject().name("topCandidates").beginArray();
            top.forEach(out::raw);
            out.endArray().name("chosenCandidates").beginArray();
            chosen.forEach(out::raw);
            out.endArray().endObject();
        }
    }
}
