package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.Faults;

/** One of Google's ways to make vectors: which one a model has depends on where it is. */
interface GeminiEmbeddings {

    /** The method that is called. */
    String method();

    /** Writes the request. */
    JsonWriter write(ProviderCall call);

    /** Reads the answer. */
    WholeAnswer read(ProviderCall call, HeapBytes body, Faults faults) throws JsonSyntaxException;

    /** Holds an answer to as many vectors as were asked for. */
    static void count(int vectors, InferenceCall call, Faults faults) {
        if (vectors != call.inputs()) {
            throw faults.broken("its answer has " + vectors + " vectors for " + call.inputs() + " inputs")
                    .toException();
        }
    }
}
