package dev.sprue.gateway.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told from a model's id. */
class AnthropicModelTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            claude-3-haiku-20240307,      4096,   NONE,     false, false
            claude-3-opus-latest,         4096,   NONE,     false, false
            claude-3-5-sonnet-20241022,   8192,   NONE,     false, false
            claude-3.5-haiku,             8192,   NONE,     false, false
            claude-3-7-sonnet-20250219,   64000,  BUDGET,   false, false
            claude-opus-4-20250514,       32000,  BUDGET,   false, false
            claude-opus-4-0,              32000,  BUDGET,   false, false
            claude-opus-4-1-20250805,     32000,  BUDGET,   false, false
            claude-sonnet-4-20250514,     64000,  BUDGET,   false, false
            claude-sonnet-4-5-20250929,   64000,  BUDGET,   true,  false
            claude-haiku-4-5,             64000,  BUDGET,   true,  false
            anthropic/claude-opus-4.5,    64000,  BUDGET,   true,  false
            claude-opus-4-6,              128000, ADAPTIVE, true,  false
            claude-sonnet-4-6,            128000, ADAPTIVE, true,  false
            claude-opus-4-7,              128000, ADAPTIVE, true,  false
            claude-sonnet-5,              128000, ADAPTIVE, true,  true
            claude-opus-5-5,              128000, ADAPTIVE, true,  true
            claude-mythos-preview,        32000,  ADAPTIVE, true,  true
            kimi-k2,                      32000,  ADAPTIVE, true,  true
            """)
    void anIdTellsWhatItsModelCanDo(
            String id, int maxTokens, AnthropicModel.Thinking thinking, boolean formats, boolean thinksUnasked) {
        AnthropicModel model = AnthropicModel.of(id, OptionalInt.empty());
        assertThat(model.maxTokens()).isEqualTo(maxTokens);
        assertThat(model.thinking()).isEqualTo(thinking);
        assertThat(model.formats()).isEqualTo(formats);
        assertThat(model.thinksUnasked()).isEqualTo(thinksUnasked);
        assertThat(AnthropicModel.of(id, OptionalInt.of(500)).maxTokens()).isEqualTo(500);
    }
}
