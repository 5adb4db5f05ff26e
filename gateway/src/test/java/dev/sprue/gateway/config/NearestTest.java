package dev.sprue.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class NearestTest {

    @Example
    void findsTheWordThatWasMeant() {
        List<String> keys = List.of("httpsPort", "httpPort", "host", "domain");
        assertThat(Nearest.to("HTTPSPORT", keys)).contains("httpsPort");
        assertThat(Nearest.to("hots", keys)).contains("host");
        assertThat(Nearest.to("port", keys)).isEmpty();
        assertThat(Nearest.to("", keys)).isEmpty();
    }

    @Property(seed = "20261", tries = 200)
    void distanceIsZeroForEqualWordsOnlyAndSymmetric(
            @ForAll @AlphaChars @StringLength(max = 8) String a, @ForAll @AlphaChars @StringLength(max = 8) String b) {
        assertThat(Nearest.distance(a, b)).isEqualTo(Nearest.distance(b, a));
        assertThat(Nearest.distance(a, b) == 0).isEqualTo(a.equals(b));
        assertThat(Nearest.distance(a, b)).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
    }

    @Property(seed = "20262", tries = 200)
    void swappingNeighboursIsOneEdit(@ForAll @AlphaChars @StringLength(min = 2, max = 8) String word) {
        String swapped = word.substring(1, 2) + word.charAt(0) + word.substring(2);
        assertThat(Nearest.distance(word, swapped)).isLessThanOrEqualTo(1);
    }
}
