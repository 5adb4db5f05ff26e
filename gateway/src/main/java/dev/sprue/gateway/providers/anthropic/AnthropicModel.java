package dev.sprue.gateway.providers.anthropic;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a model to ask it in its own way, told from its id as Anthropic forms them
 * ({@code claude-sonnet-4-5-20250929}, {@code claude-3-5-haiku-latest}). A model whose id is none of these is asked in the ways of the newest.
 *
 * @param maxTokens what {@code max_tokens} is where the caller sets no limit, at least 1: all that the model can write
 * @param thinking how it is asked to think
 * @param formats whether its answer can be held to a schema ({@code output_config.format})
 * @param thinksUnasked whether it thinks unless it is told not to, and then cannot be made to call a tool
 * @param highestEffort the highest word of {@code output_config.effort} that it knows: {@code xhigh} or {@code max}
 */
public record AnthropicModel(
        int maxTokens, Thinking thinking, boolean formats, boolean thinksUnasked, String highestEffort) {

    /** How a model is asked to think. */
    public enum Thinking {
        /** It cannot. */
        NONE,
        /** With so many tokens, and so that its former thoughts are given back to it. */
        BUDGET,
        /** As much as it finds right, by its effort. */
        ADAPTIVE
    }

    private static final Pattern VERSION_LAST =
            Pattern.compile("claude-([a-z]+)-([0-9]{1,2})(?:[-.]([0-9]{1,2}))?(?![0-9])");
    private static final Pattern VERSION_FIRST = Pattern.compile("claude-([0-9])(?:[-.]([0-9]))?-([a-z]+)");

    /** Of which nothing is known; every model since 4.0 can write as much. */
    private static final AnthropicModel UNKNOWN = new AnthropicModel(32_000, Thinking.ADAPTIVE, true, true, "xhigh");

    /**
     * Reads a model's id.
     *
     * @param maxOutputTokens what the catalog says that it can write
     */
    public static AnthropicModel of(String id, OptionalInt maxOutputTokens) {
        AnthropicModel known = of(id);
        return maxOutputTokens.isEmpty()
                ? known
                : new AnthropicModel(
                        maxOutputTokens.getAsInt(),
                        known.thinking,
                        known.formats,
                        known.thinksUnasked,
                        known.highestEffort);
    }

    private static AnthropicModel of(String id) {
        Matcher last = VERSION_LAST.matcher(id);
        if (last.find()) {
            return of(last.group(1), version(last.group(2), last.group(3)));
        }
        Matcher first = VERSION_FIRST.matcher(id);
        return first.find() ? of(first.group(3), version(first.group(1), first.group(2))) : UNKNOWN;
    }

    private static int version(String major, @Nullable String minor) {
        return Integer.parseInt(major) * 100 + (minor == null ? 0 : Integer.parseInt(minor));
    }

    /** @param version a hundred times the major version, plus the minor one */
    private static AnthropicModel of(String family, int version) {
        if (version < 307) {
            return new AnthropicModel(version < 305 ? 4_096 : 8_192, Thinking.NONE, false, false, "max");
        }
        if (version < 405) {
            boolean opus = family.equals("opus");
            return new AnthropicModel(opus ? 32_000 : 64_000, Thinking.BUDGET, false, false, "max");
        }
        if (version < 406) {
            return new AnthropicModel(64_000, Thinking.BUDGET, true, false, "max");
        }
        return version < 407
                ? new AnthropicModel(128_000, Thinking.ADAPTIVE, true, false, "max")
                : new AnthropicModel(128_000, Thinking.ADAPTIVE, true, version >= 500, "xhigh");
    }
}
