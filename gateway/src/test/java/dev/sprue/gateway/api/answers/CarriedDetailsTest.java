package dev.sprue.gateway.api.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What clients hand back is known again. */
class CarriedDetailsTest {

    private static final byte[] DETAIL =
            "{\"type\":\"t\",\"x\":\"~~~???>>>\u00ff\u00fe\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void detailsComeBackInEitherAlphabetWithPaddingOrWithout() {
        String packed = CarriedDetails.pack(DETAIL);
        byte[] bytes = Base64.getDecoder().decode(packed);
        String other = Base64.getUrlEncoder().encodeToString(bytes);
        assertThat(other).containsAnyOf("-", "_");
        for (String back : new String[] {
            packed, other, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
        }) {
            assertThat(CarriedDetails.unpack(back)).hasValue(DETAIL);
        }
    }

    @Test
    void whatOthersSignedIsLeftAlone() {
        for (String foreign :
                new String[] {"", "c2ln", "skip_thought_signature_validator", "no base64", "c3BydWUtZGV0YWlsczp7"}) {
            assertThat(CarriedDetails.unpack(foreign)).as(foreign).isEmpty();
        }
    }
}
