package dev.sprue.bench.run;

import dev.sprue.bench.stats.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What has to be known to read the figures. */
final class Notes {

    private Notes() {}

    static List<String> of(Options options, CorePlan cores, Spread otherCores, int repeated) {
        List<String> notes = new ArrayList<>();
        notes.add("'direct' is the generator straight against the upstream: the ceiling of what can be measured here.");
        notes.add(
                "Ratios are to nginx in the same round, and of Sprue's other routes to its first; differences below 25 % are noise on a shared machine.");
        notes.add(
                "Plain HTTP/1.1 on loopback. Access logs are off everywhere; Sprue writes its usage ledger, checks the"
                        + " key, and sets the model's name in each request; the others relay bytes.");
        notes.add("Sprue runs with " + options.javaOptions() + "; RSS is VmRSS with child processes, the most in a"
                + " measurement; shared pages count for each process.");
        if (!cores.sound()) {
            notes.add("ROUGH: there are too few processors for generator, upstream and gateway to have their own.");
        }
        notes.add(String.format(
                Locale.ROOT,
                "%sOther processes kept %.2f processors busy (median; at most %.2f).",
                otherCores.median() > Patience.QUIET_CORES ? "ROUGH: the machine was not quiet. " : "",
                otherCores.median(),
                otherCores.max()));
        if (repeated > 0) {
            notes.add("Measurements made again: " + repeated + ", because other processes kept more than "
                    + Patience.QUIET_CORES + " processors busy meanwhile.");
        }
        return notes;
    }
}
