package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Adds up what several answers report as used: every plain number of their {@code usage}, by its name. */
final class UsageSum {

    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

    private UsageSum() {}

    /** The sum as a JSON object. */
    static byte[] of(List<WholeAnswer> answers) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        for (WholeAnswer answer : answers) {
            OptionalInt usage = answer.fields().find("usage");
            if (usage.isPresent() && answer.fields().kind(usage.getAsInt()) == JsonKind.OBJECT) {
                add(sums, object(answer.fields(), usage.getAsInt()));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('{');
        sums.forEach((name, sum) -> {
            if (out.size() > 1) {
                out.write(',');
            }
            out.writeBytes(JsonText.quote(name));
            out.write(':');
            out.writeBytes(sum.toPlainString().getBytes(StandardCharsets.US_ASCII));
        });
        out.write('}');
        return out.toByteArray();
    }

    private static void add(Map<String, BigDecimal> sums, JsonFields usage) {
        for (int field = 0; field < usage.count(); field++) {
            if (usage.kind(field) == JsonKind.NUMBER) {
                String number = usage.raw(field);
                if (PLAIN.matcher(number).matches()) {
                    sums.merge(usage.name(field), new BigDecimal(number), BigDecimal::add);
                }
            }
        }
    }

    private static JsonFields object(JsonFields answer, int field) {
        try {
            return answer.object(field);
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException("a field that was scanned cannot be scanned again", impossible);
        }
    }
}
