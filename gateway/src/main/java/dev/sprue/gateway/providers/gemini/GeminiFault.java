package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.providers.upstream.ProviderErrors;
import java.util.Optional;

/** Something in a response that ends the call. It has no stack trace: it is an answer, not a defect. */
final class GeminiFault extends RuntimeException {

    private final Optional<String> code;
    private final String words;

    private GeminiFault(Optional<String> code, String words) {
        super(words, null, false, false);
        this.code = code;
        this.words = words;
    }

    /** The model failed, which Google tells by a word of its own. */
    GeminiFault(String code, String words) {
        this(Optional.of(code), words);
    }

    /** The response makes no sense. */
    static GeminiFault of(String what) {
        return new GeminiFault(Optional.empty(), what);
    }

    /** As the caller is told of it. */
    Failure failure(Faults faults) {
        return code.map(word -> ProviderErrors.underSuccess(new UpstreamFault(
                        faults.provider(),
                        0,
                        code,
                        Optional.of(ProviderErrors.cut(words)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))
                .orElseGet(() -> faults.broken(words));
    }
}
