package dev.sprue.bench.run;

import dev.sprue.bench.load.LoadPlan;
import dev.sprue.bench.load.LoadResult;
import dev.sprue.bench.upstream.UpstreamCounts;
import java.io.IOException;

/** Measures one target at a time, and refuses results that are not right to the last answer. */
final class Bench {

    private final UpstreamChild upstream;
    private final LoadChild load;

    Bench(UpstreamChild upstream, LoadChild load) {
        this.upstream = upstream;
        this.load = load;
    }

    /**
     * Runs a plan against a target.
     *
     * @throws WrongResult if anything was not as it should be
     */
    Measurement measure(Target target, LoadPlan plan) throws IOException, WrongResult {
        UpstreamCounts before = upstream.counts();
        Usage usage = new Usage(target);
        OtherWork others = new OtherWork();
        LoadResult result = load.run(plan, usage::look);
        double otherCores = others.cores();
        usage.look();
        if (!result.failure().isEmpty()) {
            throw new WrongResult(result.failure());
        }
        check(result, plan, upstream.counts().since(before));
        return Measurement.of(result, usage.cpuSeconds(), usage.rssMb(), otherCores);
    }

    private static void check(LoadResult result, LoadPlan plan, UpstreamCounts seen) throws WrongResult {
        // Where all answers are to be the same there is one more, which was looked at first.
        long expected = result.answers() + (plan.expects() == LoadPlan.Expected.SAME_BODY ? 1 : 0);
        if (seen.misnamed() > 0) {
            throw new WrongResult(seen.misnamed() + " requests reached the upstream with the wrong model name");
        }
        if (seen.aborted() > 0 || seen.started() != seen.finished()) {
            throw new WrongResult("of " + seen.started() + " streams the upstream finished " + seen.finished()
                    + " and lost " + seen.aborted());
        }
        if (seen.whole() + seen.finished() != expected) {
            throw new WrongResult(expected + " answers came, the upstream gave " + (seen.whole() + seen.finished()));
        }
    }

    /** What a target takes from the machine while it is measured; nothing where it has no process of its own. */
    private static final class Usage {
        private final Target target;
        private final double cpuBefore;
        private double rssMb;

        Usage(Target target) throws IOException {
            this.target = target;
            cpuBefore = cpuTotal();
        }

        void look() throws IOException {
            if (target.pid().isPresent()) {
                rssMb = Math.max(rssMb, ProcFs.rssMb(target.pid().getAsLong()));
            }
        }

        double rssMb() {
            return rssMb;
        }

        double cpuSeconds() throws IOException {
            return cpuTotal() - cpuBefore;
        }

        private double cpuTotal() throws IOException {
            return target.pid().isPresent() ? ProcFs.cpuSeconds(target.pid().getAsLong()) : 0;
        }
    }
}
